import type { OperationModel, ServiceModel } from '../service-model';
import { requiredMembers } from '../service-model';
import { decodeUri } from './decode-uri';

/** A request as far as routing looks at it. */
export interface RestTarget {
  readonly method: string;
  /** Path, percent-encoded, without the bucket. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Which operations come into question at all. */
  readonly among?: (operation: OperationModel) => boolean;
}

export interface RestRoute {
  readonly operation: OperationModel;
  /** Path labels, decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly operation: OperationModel;
  readonly method: string;
  readonly path: RegExp;
  readonly labels: readonly string[];
  readonly literals: readonly (readonly [string, string])[];
  readonly required: readonly { readonly in: 'query' | 'header'; readonly name: string }[];
}

const patterns = new WeakMap<ServiceModel, readonly Pattern[]>();

/**
 * Finds the operation of a REST request: method and path template must fit, literal query parameters and required
 * query and header members must be there, and of those that fit the most specific one wins.
 * `x-id` is ignored unless it decides: the JavaScript SDK sends it, others do not.
 */
export function routeRest(model: ServiceModel, target: RestTarget): RestRoute | undefined {
  let best: { readonly route: RestRoute; readonly score: number } | undefined;
  for (const pattern of patternsOf(model)) {
    if (pattern.method !== target.method) continue;
    const match = pattern.path.exec(target.path);
    if (match === null) continue;
    if (target.among?.(pattern.operation) === false) continue;
    const score = scoreOf(pattern, target);
    if (score === undefined || (best !== undefined && score <= best.score)) continue;
    const labels = Object.fromEntries(
      pattern.labels.map((label, index) => [label, decodeUri(match[index + 1] ?? '')]),
    );
    best = { route: { operation: pattern.operation, labels }, score };
  }
  return best?.route;
}

function scoreOf(pattern: Pattern, target: RestTarget): number | undefined {
  let score = pattern.labels.length;
  for (const [name, value] of pattern.literals) {
    if (name === 'x-id') {
      if (target.query.get(name) === value) score += 100;
      continue;
    }
    if (!target.query.has(name) || (value !== '' && target.query.get(name) !== value)) return undefined;
    score += 10;
  }
  for (const member of pattern.required) {
    const present =
      member.in === 'query' ? target.query.has(member.name) : target.headers[member.name] !== undefined;
    if (!present) return undefined;
    score += 5;
  }
  return score;
}

function patternsOf(model: ServiceModel): readonly Pattern[] {
  let known = patterns.get(model);
  if (known === undefined) {
    known = [...model.operations.values()].flatMap((operation) => compile(operation) ?? []);
    patterns.set(model, known);
  }
  return known;
}

function compile(operation: OperationModel): Pattern | undefined {
  if (operation.http === undefined) return undefined;
  const [template = '/', literal = ''] = operation.http.uri.split('?');
  const labels: string[] = [];
  const source = template.replace(/\{(\w+)(\+?)\}/g, (_match, label: string, greedy: string) => {
    labels.push(label);
    return greedy === '+' ? '(.+)' : '([^/]+)';
  });
  const required: { in: 'query' | 'header'; name: string }[] = [];
  if (!operation.input.isUnitSchema()) {
    const names = requiredMembers(operation.input);
    for (const [member, schema] of operation.input.structIterator()) {
      if (!names.includes(member)) continue;
      const traits = schema.getMergedTraits();
      if (traits.httpQuery !== undefined) required.push({ in: 'query', name: traits.httpQuery });
      if (traits.httpHeader !== undefined) {
        required.push({ in: 'header', name: traits.httpHeader.toLowerCase() });
      }
    }
  }
  return {
    operation,
    method: operation.http.method,
    path: new RegExp(`^${source}$`, 's'),
    labels,
    literals: [...new URLSearchParams(literal)],
    required,
  };
}
