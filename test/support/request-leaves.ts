import type { NormalizedSchema } from '@smithy/core/schema';
import * as sdk from '@aws-sdk/client-sagemaker';
import { loadConstraintTable } from '../../modules/local-cloud/constraints/constraint-table';
import type { Constraint } from '../../modules/local-cloud/constraints/constraint-table';
import { loadServiceModel, requiredMembers } from '../../modules/local-cloud/protocols/service-model';
import { sagemaker } from '../../modules/local-cloud/services/sagemaker';

const constraints = loadConstraintTable('sagemaker');
const model = loadServiceModel(sagemaker, sdk, constraints);

/** One member of a request that has no members of its own: a text, a number, a switch, or a list or map of texts. */
export interface Leaf {
  /** `A[].B`, as the tables of members write it. */
  readonly path: string;
  readonly schema: NormalizedSchema;
  readonly constraint: Constraint;
}

const constraintOf = (shape: string | undefined): Constraint =>
  (shape === undefined ? undefined : constraints[shape]) ?? {};

/** Every leaf of an operation's request, as the pinned SDK knows it. */
export function leavesOf(operation: string): readonly Leaf[] {
  const { input } = model.operations.get(operation)!;
  return leavesBelow({ path: '', schema: input, constraint: constraintOf(input.getName()) });
}

function leavesBelow(place: Leaf): readonly Leaf[] {
  const { path, schema, constraint } = place;
  if (schema.isStructSchema()) {
    return [...schema.structIterator()].flatMap(([name, member]) =>
      leavesBelow({
        path: path === '' ? name : `${path}.${name}`,
        schema: member,
        constraint: constraintOf(constraint.m?.[name]),
      }),
    );
  }
  if (!schema.isListSchema() || !schema.getValueSchema().isStructSchema()) return [place];
  return leavesBelow({
    path: `${path}[]`,
    schema: schema.getValueSchema(),
    constraint: constraintOf(constraint.i),
  });
}

/** The request with a value at the leaf, and with whatever the schema requires beside it. */
export function withLeaf(operation: string, request: object, leaf: Leaf, value: unknown): object {
  const { input } = model.operations.get(operation)!;
  const root: Leaf = { path: '', schema: input, constraint: constraintOf(input.getName()) };
  return set(root, request, { steps: leaf.path.split('.'), value }) as object;
}

function set(
  { schema, constraint }: Leaf,
  target: object | undefined,
  { steps: [step = '', ...rest], value }: { readonly steps: readonly string[]; readonly value: unknown },
): unknown {
  const name = step.replace('[]', '');
  const member = [...schema.structIterator()].find(([known]) => known === name)![1];
  const shape = constraintOf(constraint.m?.[name]);
  const present = (target ?? (required({ path: '', schema, constraint }) as object)) as Record<
    string,
    unknown
  >;
  if (rest.length === 0) return { ...present, [name]: value };
  if (!step.endsWith('[]')) {
    const inner = set({ path: '', schema: member, constraint: shape }, present[name] as object | undefined, {
      steps: rest,
      value,
    });
    return { ...present, [name]: inner };
  }
  const [first, ...others] = (present[name] ?? []) as object[];
  const entry: Leaf = { path: '', schema: member.getValueSchema(), constraint: constraintOf(shape.i) };
  return { ...present, [name]: [set(entry, first, { steps: rest, value }), ...others] };
}

/** A value with everything the schema requires and nothing else. */
function required({ schema, constraint }: Leaf): unknown {
  if (schema.isStructSchema()) {
    const names = requiredMembers(schema);
    return Object.fromEntries(
      [...schema.structIterator()].flatMap(([name, member]) =>
        names.includes(name)
          ? [[name, required({ path: '', schema: member, constraint: constraintOf(constraint.m?.[name]) })]]
          : [],
      ),
    );
  }
  if (schema.isListSchema() && schema.getValueSchema().isStructSchema()) {
    return [required({ path: '', schema: schema.getValueSchema(), constraint: constraintOf(constraint.i) })];
  }
  return sentinels({ path: '', schema, constraint })[0];
}

const TEXTS = [
  'sentinel',
  `sha256:${'0'.repeat(64)}`,
  'Sentinel-1',
  's3://experiments/data/train',
  'https://experiments/sentinel',
  'arn:aws:sagemaker:us-east-1:000000000000:sentinel/sentinel',
  'arn:aws:sagemaker:us-east-1:000000000000:training-plan/sentinel',
  'arn:aws:sagemaker:us-east-1:aws:hub-content/sentinel/Model/sentinel/1.0.0',
  'arn:aws:sagemaker:us-east-1:000000000000:hub-content/sentinel/DataSet/sentinel/1.0.0',
  'arn:aws:sagemaker:us-east-1:000000000000:model-package/sentinel',
  'arn:aws:sagemaker:us-east-1:000000000000:model-package-group/sentinel',
  'arn:aws:sagemaker:us-east-1:000000000000:training-job/sentinel',
  'arn:aws:sagemaker:us-east-1:000000000000:mlflow-tracking-server/sentinel',
  'arn:aws:lambda:us-east-1:000000000000:function:sentinel',
  'arn:aws:sns:us-east-1:000000000000:sentinel',
  'arn:aws:iam::000000000000:role/trainer',
  'fs-0123456789abcdef0',
  '/sentinel',
  'sg-0123456789abcdef0',
  'text/csv',
  '1',
  '4K',
  '1.0',
  '1.0.0',
];

/** Valid values of a leaf: of a closed set every one, of a switch both, otherwise one. */
export function sentinels({ schema, constraint }: Leaf): readonly unknown[] {
  if (schema.isListSchema()) {
    return [
      [sentinels({ path: '', schema: schema.getValueSchema(), constraint: constraintOf(constraint.i) })[0]],
    ];
  }
  if (schema.isMapSchema()) {
    const [key] = sentinels({
      path: '',
      schema: schema.getKeySchema(),
      constraint: constraintOf(constraint.k),
    });
    const [value] = sentinels({
      path: '',
      schema: schema.getValueSchema(),
      constraint: constraintOf(constraint.v),
    });
    return [{ [String(key)]: value }];
  }
  if (schema.isBooleanSchema()) return [true, false];
  if (schema.isNumericSchema()) return [Math.min(Math.max(constraint.lo ?? 0, 3), constraint.hi ?? 3)];
  // Instance types are many and alike.
  if (constraint.e !== undefined) return constraint.e.length > 20 ? [constraint.e[0]] : constraint.e;
  const fitting = TEXTS.find(
    (text) =>
      text.length >= (constraint.l ?? 0) &&
      text.length <= (constraint.h ?? Infinity) &&
      new RegExp(`^(?:${constraint.p ?? '.*'})$`, 'su').test(text),
  );
  if (fitting === undefined) throw new Error(`no sentinel fits ${JSON.stringify(constraint)}`);
  return [fitting];
}
