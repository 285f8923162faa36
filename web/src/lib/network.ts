// What the network's routes answer, and where its nodes stand.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { Quote } from "./types";

/** Kinds of actors in the order of their colours. */
export const KINDS = ["state", "armed-group", "person", "alliance", "international", "political", "media", "civilian"];

export interface NetworkEdge {
  a: string;
  b: string;
  relation: string;
  first: string | null;
  last: string | null;
  sources: number;
  records: string[];
  stance: "friendly" | "hostile" | "neutral";
}

export interface NetworkAnswer {
  nodes: { id: string; name_ar: string; name_en: string; kind: string; records: number; side: number | null }[];
  edges: NetworkEdge[];
  days: { from: string | null; to: string | null };
}

export interface TieAnswer {
  rows: (NetworkEdge & { quotes: Quote[] })[];
}

const HOSTILE = new Set(["hostile-to"]);
const NEUTRAL = new Set(["mediates-with", "agrees-with"]);

export function stance(relation: string): NetworkEdge["stance"] {
  return HOSTILE.has(relation) ? "hostile" : NEUTRAL.has(relation) ? "neutral" : "friendly";
}

/**
 * A drawing of the network: the same for the same answer. Nodes start on a circle, side by side with their own side;
 * friendly ties pull, hostile ones do not.
 */
export function layout(data: NetworkAnswer): Graph {
  const graph = new Graph({ type: "directed", multi: true });
  const order = [...data.nodes].sort((x, y) => (x.side ?? 1e9) - (y.side ?? 1e9) || y.records - x.records || (x.id < y.id ? -1 : 1));
  order.forEach((node, i) => {
    const angle = (2 * Math.PI * i) / Math.max(1, order.length);
    graph.addNode(node.id, { x: Math.cos(angle), y: Math.sin(angle), size: 4 + 3 * Math.log2(1 + node.records), side: node.side, kind: node.kind });
  });
  for (const edge of data.edges) {
    if (!graph.hasNode(edge.a) || !graph.hasNode(edge.b) || edge.a === edge.b) continue;
    const kind = edge.stance ?? stance(edge.relation);
    graph.addEdge(edge.a, edge.b, {
      relation: edge.relation,
      stance: kind,
      size: 1 + Math.log2(edge.sources),
      weight: kind === "hostile" ? 0.05 : kind === "neutral" ? 0.4 : 1,
    });
  }
  if (graph.order > 2) {
    const settings = { ...forceAtlas2.inferSettings(graph), edgeWeightInfluence: 1, adjustSizes: false, gravity: 1, scalingRatio: 40, linLogMode: false };
    forceAtlas2.assign(graph, { iterations: graph.order > 1500 ? 80 : 300, settings });
  }
  return graph;
}
