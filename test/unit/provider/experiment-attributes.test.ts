import { CreateHyperParameterTuningJobRequest$ } from '@aws-sdk/client-sagemaker';
import type { DescribeHyperParameterTuningJobCommandOutput } from '@aws-sdk/client-sagemaker';
import { NormalizedSchema } from '@smithy/core/schema';
import { isDeepStrictEqual } from 'node:util';
import { fromDescription } from '../../../modules/aws/tuning-job/from-description';
import { toRequest } from '../../../modules/aws/tuning-job/to-request';
import { importedState } from '../../../modules/provider/experiment/import-experiment';
import { planExperiment } from '../../../modules/provider/experiment/plan-experiment';
import { experimentSchema } from '../../../modules/provider/experiment/schema';
import { stateAfterApply } from '../../../modules/provider/experiment/state-of';
import type {
  ExperimentFinalPlan,
  ExperimentPlan,
  ExperimentState,
} from '../../../modules/provider/experiment/types';
import { specOf, trainingJobDefinition, writtenExperiment } from '../../../modules/tuning';
import type { Attribute, Attributes } from '../../../modules/tuning';
import { configured } from './configurations';
import { filled, leafAt, leavesOf, withLeaf } from './sentinels';
import type { LeafPath } from './sentinels';

type Request = ReturnType<typeof toRequest>;

/** The roads that an attribute of the resource travels. */
interface Roads {
  /** The state after applying. `prior` is the state before; null when there is none. */
  readonly plan: (planned: ExperimentPlan, prior: ExperimentState | null) => ExperimentState;
  readonly request: (state: ExperimentState) => Request;
  /** What comes back from a description that holds the request. */
  readonly describe: (request: Request) => ReturnType<typeof fromDescription>;
  readonly import: (observed: ReturnType<typeof fromDescription>) => ExperimentState;
}

const EVERYWHERE = ['request', 'description', 'import', 'because', 'fingerprint'] as const;
type Place = (typeof EVERYWHERE)[number];

const roads: Roads = {
  plan(planned, prior) {
    const request = {
      config: planned as never,
      prior,
      planned,
      configured: configured(),
      private: undefined,
      requiresReplace: [],
    };
    return stateAfterApply(planExperiment(request).planned as ExperimentFinalPlan, [{ status: 'Completed' }]);
  },
  request: (state) =>
    toRequest({
      name: state.tuning_job_name,
      spec: specOf(state),
      ownership: {
        owner: 'me',
        experiment: state.name,
        fingerprint: state.fingerprint,
        generation: state.generation,
        run: state.run,
      },
      tags: state.tags_all,
      objectId: 'mine',
    }),
  describe(request) {
    const { Tags, ...rest } = request;
    const answer = { $metadata: {}, ...rest, HyperParameterTuningJobStatus: 'Completed' };
    const tags = Object.fromEntries((Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const));
    return fromDescription(answer as DescribeHyperParameterTuningJobCommandOutput, tags);
  },
  import: (observed) => importedState(observed, configured(), [{ name: observed.name, observed }]),
};

/** What the model says of the attribute at a path, if it is the model's. */
function attributeAt(path: LeafPath): Attribute | undefined {
  let inner: Attributes = writtenExperiment;
  let found: Attribute | undefined;
  for (const step of path.filter((one) => typeof one === 'string' && one !== 'entry')) {
    found = inner[step];
    inner = found?.attributes ?? {};
  }
  return found;
}

/** What experiments of each form have of their own. */
const LISTED = 'training_job_definitions';
const FLAT = ['objective', 'parameter_ranges', 'channels', ...Object.keys(trainingJobDefinition)];
type Form = 'flat' | 'listed';
const formOf = (path: LeafPath): Form => (path[0] === LISTED ? 'listed' : 'flat');

/** Leaves that do not travel a road, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, { readonly places: readonly Place[]; readonly reason: string }>> = {
  name: {
    places: ['description', 'fingerprint'],
    reason: 'The tuning job’s name and a tag hold it, so that renaming an experiment searches anew.',
  },
  run: {
    places: ['description', 'fingerprint'],
    reason: 'The tuning job’s name and a tag hold it, so that the same search can be paid for once more.',
  },
  'tags.entry': {
    places: ['description', 'fingerprint'],
    reason: 'Tags can be changed on a running job and change nothing about the search.',
  },
  on_change: {
    places: ['request', 'description', 'import', 'fingerprint'],
    reason: 'It says what becomes of a search that an edit supersedes, and AWS is told nothing of it.',
  },
  on_missing: {
    places: ['request', 'description', 'import', 'fingerprint'],
    reason: 'It says what becomes of a deleted record, and AWS is told nothing of it.',
  },
  on_destroy: {
    places: ['request', 'description', 'import', 'fingerprint'],
    reason: 'It says what destroying does, and AWS is told nothing of it.',
  },
  budget_usd: {
    places: ['request', 'description', 'import', 'fingerprint'],
    reason: 'It decides whether or how long a search runs, not what it is.',
  },
  budget_action: {
    places: ['request', 'description', 'import', 'fingerprint'],
    reason: 'It says what happens at the budget, and changes nothing of the search.',
  },
};

/** A value whose edit is metadata only is not in the fingerprint, by declaration. */
const isMetadata = (path: LeafPath): boolean => attributeAt(path)?.edit === 'metadata only';

/** The values that a leaf of few values can have, other than what the service fills in. */
function fewValues(path: LeafPath, kind: string): readonly (string | boolean)[] | undefined {
  const { words, filledIn } = attributeAt(path) ?? {};
  const all = kind === 'bool' ? [false, true] : words;
  return all?.filter((value) => value !== filledIn);
}

/** Two sentinels for every leaf; no two leaves share one, except words. Where there is only one, the first is absent. */
const sentinels = [0, 1].map((which) => {
  let next = 101;
  return filled(experimentSchema.attributes, (path, kind) => {
    const few = fewValues(path, kind);
    if (few?.length === 1) return which === 0 ? null : (few[0] ?? null);
    if (few !== undefined) return few.at(-1 - which) ?? null;
    next++;
    return kind === 'number'
      ? next + which * 2000
      : `${'ab'.charAt(which)}${String(next)}:${String(path.at(-1))}`;
  });
}) as unknown as [ExperimentPlan, ExperimentPlan];
const [first, other] = sentinels;
const paths = leavesOf(other).map(([path]) => path);

/** Without an object of which something required is absent. */
const whole = (values: ExperimentPlan): ExperimentPlan =>
  paths
    .filter((path) => leafAt(values, path) === null && attributeAt(path)?.presence === 'required')
    .reduce((inner, path) => withLeaf(inner, path.slice(0, -1), null), values);

const without = (values: ExperimentPlan, names: readonly string[]): ExperimentPlan => ({
  ...values,
  ...Object.fromEntries(names.map((name) => [name, null])),
});

/** An experiment of each form: with one training definition of its own, and with a list of them. */
const bases: Readonly<Record<Form, ExperimentPlan>> = {
  flat: without(whole(first), [LISTED]),
  listed: without(whole(first), FLAT),
};

/** What each base becomes before its edit. No road forgets anything of it. */
const befores = { flat: roads.plan(bases.flat, null), listed: roads.plan(bases.listed, null) };

/** Whether the leaf reaches each place; a place costs only the roads that lead to it. */
function arrivals(path: LeafPath, { plan, request, describe, import: imported }: Roads) {
  const value = leafAt(other, path);
  const before = befores[formOf(path)];
  const after = plan(withLeaf(bases[formOf(path)], path, value), before);
  const sent = request(after);
  return {
    request: () => arrives(request(before), onTheWire(sent), String(value)),
    description: () => {
      const seen = describe(sent).spec;
      return (
        isDeepStrictEqual(seen, specOf(after)) && !isDeepStrictEqual(seen, describe(request(before)).spec)
      );
    },
    import: () => {
      const found = unless(() => imported(describe(sent)));
      // An author leaves a default out.
      return (leafAt(found, path) ?? attributeAt(path)?.default) === value;
    },
    because: () => names(after.because, path),
    fingerprint: () => after.fingerprint !== before.fingerprint,
  } satisfies Record<Place, () => boolean>;
}

/** The places where the leaf gets lost, of those asked for. */
function losses(path: LeafPath, travelled: Roads, places: readonly Place[] = EVERYWHERE): Place[] {
  const reaches = arrivals(path, travelled);
  return places.filter((place) => !reaches[place]());
}

/** The state that was imported; nothing where import refuses. */
function unless<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

/** What the SDK writes of a request: it drops members that it does not know without a word. */
function onTheWire(request: Request): Request {
  const known = (schema: NormalizedSchema, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => known(schema.getValueSchema(), item));
    if (!schema.isStructSchema()) return value;
    const given = value as Readonly<Record<string, unknown>>;
    const members = [...schema.structIterator()].filter(([name]) => given[name] !== undefined);
    return Object.fromEntries(members.map(([name, member]) => [name, known(member, given[name])]));
  };
  return known(NormalizedSchema.of(CreateHyperParameterTuningJobRequest$), request) as Request;
}

/** True when the later request has `text` where the earlier has not. */
function arrives(earlier: Request, later: Request, text: string): boolean {
  return leavesOf(later).some(
    ([path, leaf]) => String(leaf) === text && String(leafAt(earlier, path)) !== text,
  );
}

/** By the attribute's name, by its new value, or by the name of the list element that it is part of. */
function names(because: string, path: LeafPath): boolean {
  const element = path.slice(0, path.lastIndexOf(0) + 1);
  const marks = leavesOf(leafAt(bases[formOf(path)], element))
    .filter(([inner]) => /(^|_)name$/.test(String(inner.at(-1))))
    .map(([, leaf]) => String(leaf));
  const attribute = path.filter((step) => typeof step === 'string' && step !== 'entry').at(-1);
  const told = [String(attribute), String(leafAt(other, path)), ...(element.length > 0 ? marks : [])];
  return !because.startsWith('nothing') && told.some((text) => because.includes(text));
}

describe('every attribute of an experiment', () => {
  it('has two sentinels that differ', () => {
    expect(paths.filter((path) => leafAt(first, path) === leafAt(other, path))).toEqual([]);
  });

  it.each(paths.map((path) => [path.join('.'), path] as const))(
    '%s arrives in the request, comes back, survives import, is named when it changes, and changes the fingerprint',
    (name, path) => {
      expect(losses(path, roads)).toEqual(
        EXCEPTIONS[name]?.places ?? (isMetadata(path) ? ['fingerprint'] : []),
      );
    },
  );

  it.each(['flat', 'listed'] as const)('survives import together with all others: %s', (form) => {
    const base = bases[form];
    const { because: _because, action: _action, ...before } = roads.plan(base, null);
    const after = roads.import(roads.describe(roads.request(before as ExperimentState)));
    for (const name of Object.keys(base).filter((attribute) => !/^(on|budget)_/.test(attribute))) {
      expect([name, after[name as keyof ExperimentState]]).toEqual([
        name,
        before[name as keyof typeof before],
      ]);
    }
  });

  it('stands among the exceptions only if it is one, and with a reason', () => {
    const known = new Set(paths.map((path) => path.join('.')));
    expect(Object.keys(EXCEPTIONS).filter((name) => !known.has(name))).toEqual([]);
    for (const { reason } of Object.values(EXCEPTIONS)) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  });
});

describe('importing a tuning job that does not ask for what its tags say', () => {
  const observed = roads.describe(roads.request(roads.plan(bases.flat, null)));

  it.each([
    ['a tag that was edited', { ...observed, tags: { ...observed.tags, 'tuneform:fingerprint': 'f' } }],
    ['a search that is another', { ...observed, spec: specOf(roads.plan(without(other, [LISTED]), null)) }],
  ])('is rejected: %s', (_what, seen) => {
    expect(() => roads.import(seen)).toThrow(/does not match its tag tuneform:fingerprint/);
  });
});

describe('importing a tuning job that has what no attribute can express', () => {
  const sent = roads.request(roads.plan(bases.flat, null));
  const definition = sent.TrainingJobDefinition!;

  it.each([
    [
      'a name of the only definition',
      { ...definition, DefinitionName: 'a' },
      'TrainingJobDefinition.DefinitionName',
    ],
    [
      'a member of a later release',
      { ...definition, Quantum: { On: true } },
      'TrainingJobDefinition.Quantum',
    ],
    [
      'a word of a later release',
      { ...definition, InputDataConfig: [{ ...definition.InputDataConfig![0]!, InputMode: 'Beam' }] },
      'TrainingJobDefinition.InputDataConfig[0].InputMode "Beam"',
    ],
  ])('names %s', (_what, changed, member) => {
    const observed = roads.describe({ ...sent, TrainingJobDefinition: changed } as Request);
    expect(() =>
      roads.import({ ...observed, tags: { ...observed.tags, 'tuneform:fingerprint': 'f' } }),
    ).toThrow(`has ${member}, which no attribute of tuneform_experiment can express`);
  });
});

describe('forgetting an attribute', () => {
  /** Roads that forget the leaf in one place: they go on as if it had its earlier value. */
  const forgetting = (path: LeafPath): Readonly<Record<Place, Roads>> => {
    const base = bases[formOf(path)];
    const forget = <T>(value: T): T => withLeaf(value, path, leafAt(base, path) ?? null);
    const plainly = (planned: ExperimentPlan, prior: ExperimentState | null) =>
      roads.plan(forget(planned), prior);
    return {
      request: { ...roads, request: (state) => roads.request(forget(state)) },
      description: {
        ...roads,
        describe: (request) => ({
          ...roads.describe(request),
          spec: specOf(forget(befores[formOf(path)])),
        }),
      },
      import: { ...roads, import: (observed) => forget(roads.import(observed)) },
      because: {
        ...roads,
        plan: (planned, prior) => ({
          ...roads.plan(planned, prior),
          because: plainly(planned, prior).because,
        }),
      },
      fingerprint: {
        ...roads,
        plan: (planned, prior) => ({
          ...roads.plan(planned, prior),
          fingerprint: plainly(planned, prior).fingerprint,
        }),
      },
    };
  };

  it('is found where a member is not spelt as AWS spells it', () => {
    const misspelt: Roads = {
      ...roads,
      request: (state) => {
        const sent = roads.request(state);
        const { RoleArn, ...definition } = sent.TrainingJobDefinition ?? {};
        return { ...sent, TrainingJobDefinition: { ...definition, RoleARN: RoleArn } } as unknown as Request;
      },
    };
    expect(losses(['role_arn'], misspelt)).toContain('request');
  });

  it.each(EVERYWHERE)('is found in: %s', (place) => {
    const inSearch = paths.filter((path) => EXCEPTIONS[path.join('.')] === undefined && !isMetadata(path));
    for (const path of inSearch) {
      expect([path, losses(path, forgetting(path)[place], [place])]).toEqual([path, [place]]);
    }
  });
});
