import { dirname } from "node:path";
import { readFileSync, existsSync, mkdirSync } from "node:fs";
import { asError } from "../providers/http/http-errors";

/** A file that cannot be used; the message names file, line and column. */
export class FileError extends Error {
  override readonly name = "FileError";
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "you are not allowed to",
  EPERM: "you are not allowed to",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a file of that name is there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
};

/** The reason why the file system refused, in words. */
export function fileReason(error: unknown): string {
  if (!(error instanceof Error && "code" in error)) return asError(error).message;
  return REASONS[String(error.code)] ?? `the system says ${String(error.code)}`;
}

/** The text of a file. @throws FileError when the file cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new FileError(`${file} cannot be read: ${fileReason(error)}.`);
  }
}

/** Makes a folder and its parents one by one: the recursive mkdir of Node.js 20 never returns below /proc. */
export function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  mkdirSync(dir);
}
