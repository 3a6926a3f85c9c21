/**
 * Writes modules/local-cloud/constraints/<service>.json: the bounds, patterns and value sets of the inputs of the
 * operations that the local cloud serves, taken from the service models that botocore (Apache-2.0) carries.
 *
 *     npx tsx scripts/generate-constraints.ts [folder of the botocore package]
 *
 * Without a folder the botocore of `python3` on the PATH is used. The version and the
 * operations go into constraints/SOURCE.json.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Constraint } from '../modules/local-cloud/constraints/constraint-table';
import { createLocalCloud } from '../modules/local-cloud/local-cloud';

interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
}

interface Model {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly operations: Readonly<Record<string, { readonly input?: { readonly shape: string } }>>;
}

const MODEL_FOLDERS: Readonly<Record<string, string>> = {
  s3: 's3',
  sts: 'sts',
  iam: 'iam',
  ecr: 'ecr',
  logs: 'logs',
  'service-quotas': 'service-quotas',
  sagemaker: 'sagemaker',
  'sagemaker-runtime': 'sagemaker-runtime',
};

/** POSIX character classes in the models' patterns, in a form that JavaScript understands. */
const POSIX_CLASSES: readonly (readonly [RegExp, string])[] = [
  [/\\p\{Alnum\}/g, 'A-Za-z0-9'],
  [/\\p\{Alpha\}/g, 'A-Za-z'],
  [/\\p\{Digit\}/g, '0-9'],
  [/\\p\{Print\}/g, '\\x20-\\x7E'],
  [/\\p\{Graph\}/g, '\\x21-\\x7E'],
  [/\\p\{Punct\}/g, '!-\\/:-@\\[-`{-~'],
  [/\\p\{Space\}/g, '\\s'],
];

const dropped: string[] = [];

async function main(): Promise<void> {
  const botocore =
    process.argv[2] ??
    execFileSync('python3', ['-c', 'import botocore, os; print(os.path.dirname(botocore.__file__))'], {
      encoding: 'utf8',
    }).trim();
  const version =
    /__version__ = '([^']+)'/.exec(readFileSync(join(botocore, '__init__.py'), 'utf8'))?.[1] ?? '';
  const target = join(__dirname, '..', 'modules', 'local-cloud', 'constraints');
  const served = await servedOperations();
  for (const [service, operations] of served) {
    const table = tableOf(readModel(botocore, MODEL_FOLDERS[service] ?? service), operations);
    const text = `${JSON.stringify(table)}\n`;
    writeFileSync(join(target, `${service}.json`), text);
    console.log(
      `${service}: ${operations.length} operations, ${Object.keys(table).length} shapes, ${text.length} bytes`,
    );
  }
  const source = {
    package: 'botocore',
    version,
    license: 'Apache-2.0',
    operations: Object.fromEntries([...served].map(([service, names]) => [service, [...names].sort()])),
  };
  writeFileSync(join(target, 'SOURCE.json'), `${JSON.stringify(source, null, 2)}\n`);
  if (dropped.length > 0) console.log(`Patterns left out:\n  ${dropped.join('\n  ')}`);
}

async function servedOperations(): Promise<ReadonlyMap<string, readonly string[]>> {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-constraints-'));
  const cloud = createLocalCloud({ directory });
  try {
    return new Map(cloud.services.map((service) => [service.id, Object.keys(service.operations)]));
  } finally {
    await cloud.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function readModel(botocore: string, folder: string): Model {
  const versions = join(botocore, 'data', folder);
  const newest = readdirSync(versions).sort().at(-1) ?? '';
  return JSON.parse(
    gunzipSync(readFileSync(join(versions, newest, 'service-2.json.gz'))).toString('utf8'),
  ) as Model;
}

/**
 * Returns the constraints of every shape that the inputs of `operations` reach and that is constrained, directly or
 * below.
 */
function tableOf(model: Model, operations: readonly string[]): Record<string, Constraint> {
  const constrained = new Map<string, boolean>();
  const isConstrained = (name: string, above: readonly string[] = []): boolean => {
    const known = constrained.get(name);
    if (known !== undefined) return known;
    if (above.includes(name)) return false;
    const shape = shapeOf(model, name);
    const answer =
      Object.keys(ownConstraint(name, shape)).length > 0 ||
      childrenOf(shape).some((child) => isConstrained(child, [...above, name]));
    constrained.set(name, answer);
    return answer;
  };
  const table: Record<string, Constraint> = {};
  const visit = (name: string): void => {
    if (name in table || !isConstrained(name)) return;
    const shape = shapeOf(model, name);
    const members = Object.entries(shape.members ?? {}).filter(([, member]) => isConstrained(member.shape));
    const link = (child: { readonly shape: string } | undefined): string | undefined =>
      child !== undefined && isConstrained(child.shape) ? child.shape : undefined;
    const [i, k, v] = [link(shape.member), link(shape.key), link(shape.value)];
    table[name] = {
      ...ownConstraint(name, shape),
      ...(members.length === 0
        ? {}
        : { m: Object.fromEntries(members.map(([member, { shape: of }]) => [member, of])) }),
      ...(i === undefined ? {} : { i }),
      ...(k === undefined ? {} : { k }),
      ...(v === undefined ? {} : { v }),
    };
    childrenOf(shape).forEach(visit);
  };
  for (const operation of operations) {
    const input = model.operations[operation]?.input?.shape;
    if (input !== undefined) visit(input);
  }
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function ownConstraint(name: string, shape: Shape): Constraint {
  const counted = ['string', 'list', 'map', 'blob'].includes(shape.type);
  const whole = shape.type === 'integer' || shape.type === 'long';
  const numeric = whole || shape.type === 'float' || shape.type === 'double';
  const pattern = shape.pattern === undefined ? undefined : translate(name, shape.pattern);
  return {
    ...(counted && shape.min !== undefined && shape.min > 0 ? { l: shape.min } : {}),
    ...(counted && shape.max !== undefined ? { h: shape.max } : {}),
    ...(numeric && shape.min !== undefined ? { lo: shape.min } : {}),
    ...(numeric && shape.max !== undefined ? { hi: shape.max } : {}),
    ...(whole ? { t: 'i' as const } : {}),
    ...(pattern === undefined ? {} : { p: pattern }),
    ...(shape.enum === undefined ? {} : { e: shape.enum }),
  };
}

/** Returns the pattern in JavaScript's dialect; undefined if it allows everything or cannot be expressed. */
function translate(name: string, pattern: string): string | undefined {
  if (/^(\.\*|\[\\s\\S\]\*|\[\\S\\s\]\*|\(\.\*\))$/.test(pattern)) return undefined;
  // Constraints apply to the whole value, so Java's anchors add nothing.
  const bare = pattern.replace(/^\\A/, '').replace(/\\z$/, '');
  const posix = POSIX_CLASSES.reduce((text, [from, to]) => text.replace(from, to), bare);
  for (const candidate of [posix, posix.replace(/\\([^A-Za-z0-9^$\\.*+?()[\]{}|/-])/g, '$1')]) {
    try {
      new RegExp(`^(?:${candidate})$`, 'su');
      return candidate;
    } catch {
      // The next candidate may compile.
    }
  }
  dropped.push(`${name}: ${pattern}`);
  return undefined;
}

function shapeOf(model: Model, name: string): Shape {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`the model has no shape ${name}`);
  return shape;
}

const childrenOf = (shape: Shape): readonly string[] =>
  [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value].flatMap(
    (child) => child?.shape ?? [],
  );

void main();
