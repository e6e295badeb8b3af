#!/usr/bin/env node
"use strict";

/**
 * The `datadip` command: starts what `npm run build` left. Old syntax alone, so that a Node.js that is too old can say that it is.
 */

var fs = require("fs");
var path = require("path");

var OLDEST_NODE = [20, 19];
var UNUSABLE = 2;
var ROOT = path.join(__dirname, "..");
/** Where a whole build may be: in its place, ready to be put there, moved aside from there. */
var PLACES = ["dist", "dist.next", "dist.before"];

function isTooOld(version) {
  var parts = version.split(".").map(Number);
  return parts[0] < OLDEST_NODE[0] || (parts[0] === OLDEST_NODE[0] && parts[1] < OLDEST_NODE[1]);
}

/** `build.json` is written last. A build in its place is whole, as it came there by one rename. */
function isWhole(place) {
  return fs.existsSync(path.join(ROOT, place, place === "dist" ? "cli/index.js" : "build.json"));
}

/** A build that was interrupted between its two renames left `dist` nowhere: this does the second. */
function finishSwap() {
  var found = PLACES.filter(isWhole)[0];
  if (found === undefined) return false;
  if (found !== "dist") fs.renameSync(path.join(ROOT, found), path.join(ROOT, "dist"));
  return true;
}

/** Whether a file or folder that is built from is newer than the build, as after a git pull. A package holds none of them. */
function isOld() {
  var settings = path.join(ROOT, "tsconfig.build.json");
  var manifest = path.join(ROOT, "dist", "build.json");
  if (!fs.existsSync(settings) || !fs.existsSync(manifest)) return false;
  var built = fs.statSync(manifest).mtimeMs;
  return JSON.parse(fs.readFileSync(settings, "utf8")).include.some(function (folder) {
    return [""].concat(fs.readdirSync(path.join(ROOT, folder), { recursive: true })).some(function (name) {
      return fs.statSync(path.join(ROOT, folder, name)).mtimeMs > built;
    });
  });
}

function refuse(sentence) {
  process.stderr.write(sentence + "\n");
  process.exitCode = UNUSABLE;
}

if (isTooOld(process.versions.node))
  refuse(
    "datadip needs Node.js " +
      OLDEST_NODE.join(".") +
      " or newer, and this is " +
      process.versions.node +
      ": https://nodejs.org",
  );
else if (!finishSwap()) refuse("datadip is not built in " + ROOT + ": run npm ci there, or npm run build.");
else {
  if (isOld())
    process.stderr.write(
      "datadip: sources in " + ROOT + " are newer than its build, which is what runs: npm run build\n",
    );
  require("../dist/cli/index.js");
}
