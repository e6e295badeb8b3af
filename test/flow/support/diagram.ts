import { isDeepStrictEqual } from "node:util";
import { writeV1, type Flow } from "../../../flow";

interface Port {
  readonly portId: string;
  readonly isSourcePort: boolean;
  readonly linkId: string | null;
  readonly links: readonly string[];
  readonly properties: { readonly name: string };
}
interface Widget {
  readonly id: string;
  readonly type: string;
  readonly widgetType: "activity" | "link";
  readonly point: { readonly x: number; readonly y: number };
  readonly ports: readonly Port[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly sourcePort: { readonly id: string; readonly activeWidgetId: string };
  readonly targetPort: { readonly id: string; readonly activeWidgetId: string };
}
interface Activity {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly properties: Readonly<Record<string, unknown>>;
}
interface Section {
  readonly process: {
    readonly activities: Readonly<Record<string, Activity>>;
    readonly links: readonly {
      readonly id: string;
      readonly sourceActivityId: string;
      readonly targetActivityId: string;
      readonly conditionExpr: string;
    }[];
  };
  readonly diagram: { readonly widgets: Readonly<Record<string, Widget>> };
}
/** The written document, in the shape that section 1.6 of the format page describes. */
interface Document extends Section {
  readonly eventFlows: { readonly eventsMap: Readonly<Record<string, Section>> };
}

/** Everything that the diagram of `flow` does against the invariants of Flow Designer; empty when it opens well. */
export function diagramFaults(flow: Flow): readonly string[] {
  const document = writeV1(flow) as unknown as Document;
  const sections = [["main", document] as const, ...Object.entries(document.eventFlows.eventsMap)];
  return sections.flatMap(([key, section]) => sectionFaults(section).map((fault) => `${key}: ${fault}`));
}

function sectionFaults({ process, diagram: { widgets } }: Section): readonly string[] {
  const faults: string[] = [];
  const expected = [...Object.keys(process.activities), ...process.links.map(({ id }) => id)].sort();
  if (!isDeepStrictEqual(Object.keys(widgets).sort(), expected))
    faults.push("widget keys are not the activity and link ids");
  for (const activity of Object.values(process.activities)) {
    const widget = widgets[activity.id];
    if (widget === undefined) continue;
    if (widget.id === activity.id) faults.push(`${activity.name}: the widget has the activity's id`);
    if (widget.type !== activity.group) faults.push(`${activity.name}: widget type ${widget.type}`);
    const shown = Object.entries(activity.properties).filter(([name]) => !/_(name|type|radioName|input)$/.test(name));
    if (!isDeepStrictEqual(widget.properties, Object.fromEntries(shown)))
      faults.push(`${activity.name}: the widget's properties differ`);
    for (const port of widget.ports)
      if (port.linkId !== (port.links[0] ?? null)) faults.push(`${activity.name}: linkId of ${port.properties.name}`);
  }
  for (const link of process.links) faults.push(...linkFaults(link, widgets));
  faults.push(...overlaps(Object.values(widgets).filter(({ widgetType }) => widgetType === "activity")));
  return faults;
}

function linkFaults(
  link: Section["process"]["links"][number],
  widgets: Section["diagram"]["widgets"],
): readonly string[] {
  const [widget, source, target] = [widgets[link.id], widgets[link.sourceActivityId], widgets[link.targetActivityId]];
  if (widget === undefined || source === undefined || target === undefined) return [`${link.id}: a widget is missing`];
  const from = source.ports.find(({ portId }) => portId === widget.sourcePort.id);
  const to = target.ports.find(({ portId }) => portId === widget.targetPort.id);
  const points: unknown = widget.properties.points;
  return [
    ...(widget.sourcePort.activeWidgetId === source.id && widget.targetPort.activeWidgetId === target.id
      ? []
      : [`${link.id}: wrong widgets`]),
    ...(from !== undefined &&
    !from.isSourcePort &&
    from.properties.name === link.conditionExpr &&
    from.links.includes(widget.id)
      ? []
      : [`${link.id}: wrong source port`]),
    ...(to !== undefined && to.isSourcePort && to.links.includes(widget.id) ? [] : [`${link.id}: wrong target port`]),
    ...(Array.isArray(points) && points.length >= 2 ? [] : [`${link.id}: no points`]),
  ];
}

/** Every widget is 168 wide; its height follows its lowest port. */
function overlaps(widgets: readonly Widget[]): readonly string[] {
  const boxes = widgets.map((widget) => {
    const rows = widget.ports.filter(({ isSourcePort }) => !isSourcePort).length;
    return {
      name: String(widget.properties.name),
      ...widget.point,
      width: 168,
      height: 80 + 34 * Math.max(0, rows - 1),
    };
  });
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.name} overlaps ${b.name}`),
  );
}
