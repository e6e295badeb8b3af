import { textOf } from "../../core/json";
import { badWrite } from "../salesforce-errors";
import { MAX_COMMENT_BYTES } from "./case";
import { defineSObject } from "./sobject";

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_casecomment.htm */
export const caseComment = defineSObject("CaseComment", {
  prefix: "00a",
  label: "Case Comment",
  fields: {
    ParentId: {
      type: "reference",
      to: ["Case"],
      children: "CaseComments",
      cascade: true,
      required: true,
      write: "create",
    },
    IsPublished: { type: "boolean", label: "Published", default: false },
    CommentBody: { type: "textarea", length: MAX_COMMENT_BYTES, label: "Body" },
  },
  rules: {
    complete: (draft) => {
      const body = textOf(draft["CommentBody"]);
      if (Buffer.byteLength(body) > MAX_COMMENT_BYTES) {
        throw badWrite("STRING_TOO_LONG", `Body: data value too large: ${body} (max length=${MAX_COMMENT_BYTES})`, [
          "CommentBody",
        ]);
      }
      return draft;
    },
  },
});

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_feeditem.htm */
export const feedItem = defineSObject("FeedItem", {
  prefix: "0D5",
  label: "Feed Item",
  fields: {
    ParentId: {
      type: "reference",
      to: ["Account", "Case", "Contact", "Task", "User"],
      children: "Feeds",
      cascade: true,
      required: true,
      write: "create",
    },
    Type: {
      type: "picklist",
      default: "TextPost",
      values: ["TextPost", "LinkPost", "ContentPost"],
      restricted: true,
      write: "create",
    },
    Title: { type: "string" },
    Body: { type: "textarea", length: 10_000 },
    LinkUrl: { type: "url", length: 1000 },
    CommentCount: { type: "int", default: 0, write: "never" },
    LikeCount: { type: "int", default: 0, write: "never" },
  },
});
