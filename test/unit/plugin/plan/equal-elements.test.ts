import fc from 'fast-check';
import { attr, defineSchema } from '../../../../modules/plugin';
import { distinct } from '../../../../modules/plugin/cty/distinct';
import { equalValues } from '../../../../modules/plugin/cty/equal';
import { attributeType, impliedType } from '../../../../modules/plugin/cty/implied-type';
import { completePlan } from '../../../../modules/plugin/plan/complete-plan';
import { joinEqualElements } from '../../../../modules/plugin/plan/equal-elements';
import { checkPlan } from '../../../../modules/plugin/rules/check-plan';
import { checkPromise } from '../../../../modules/plugin/rules/compatible';
import { elementType } from '../../../../modules/plugin/schema/types/value-type';

const d = { description: 'd' };
const inner = {
  a: attr.string({ optional: true, default: 'A', ...d }),
  n: attr.number({ optional: true, default: 3, ...d }),
  o: attr.object({ t: attr.bool({ optional: true, default: true, ...d }) }, { optional: true, ...d }),
};
const s = attr.setNested(inner, { optional: true, ...d });
const schema = defineSchema({ ...d, attributes: { s, note: attr.string({ optional: true, ...d }) } });
const setType = attributeType(s);
const element = 'element' in setType ? elementType(setType.element) : setType;

interface Element {
  readonly a: string | null;
  readonly n: number | null;
  readonly o: { readonly t: boolean | null } | null;
}

const elements = fc
  .array(
    fc.record<Element>({
      a: fc.constantFrom(null, 'A', 'B'),
      n: fc.constantFrom(null, 3, 4),
      o: fc.constantFrom(null, { t: null }, { t: true }, { t: false }),
    }),
    { maxLength: 5 },
  )
  .map((all) => distinct(element, all) as readonly Element[]);

const filled = ({ a, n, o }: Element): Element => ({
  a: a ?? 'A',
  n: n ?? 3,
  o: o === null ? null : { t: o.t ?? true },
});

/** Terraform fills the gaps of an element from a prior one that could have come from it: here from the first such. */
function proposal(config: readonly Element[], prior: readonly Element[] | null): readonly Element[] {
  const fits = (wanted: Element, held: Element): boolean =>
    (wanted.a ?? held.a) === held.a &&
    (wanted.n ?? held.n) === held.n &&
    (wanted.o === null) === (held.o === null) &&
    (wanted.o?.t ?? held.o?.t) === held.o?.t;
  const merged = config.map((wanted) => prior?.find((held) => fits(wanted, held)) ?? wanted);
  return distinct(element, merged) as readonly Element[];
}

function plan(config: readonly Element[], prior: readonly Element[] | null, note: string | null) {
  const configured = { s: config, note };
  const before = prior === null ? null : { s: prior, note: null };
  const { planned, diagnostics } = completePlan(schema, {
    config: configured,
    prior: before,
    proposed: { s: proposal(config, prior), note },
  });
  expect(diagnostics).toEqual([]);
  // Terraform keeps of equal elements one before it compares.
  const kept = { ...planned, s: distinct(element, planned['s'] as readonly unknown[]) };
  expect(checkPlan(schema, { config: configured, prior: before, planned: kept })).toEqual([]);
  const applied = joinEqualElements(schema, planned);
  const broken: string[] = [];
  checkPromise(impliedType(schema), { planned: kept, actual: applied }, (_, text) => {
    broken.push(text);
  });
  expect(broken).toEqual([]);
  return { kept, applied };
}

it('plans every set lawfully, applies each different element once, and plans nothing after that', () => {
  fc.assert(
    fc.property(elements, elements, (first, second) => {
      const want = (config: readonly Element[]): readonly unknown[] => distinct(element, config.map(filled));
      const created = plan(first, null, null).applied['s'] as readonly Element[];
      expect(equalValues(setType, created, want(first))).toBe(true);
      expect(created).toHaveLength(want(first).length);
      const edited = plan(second, created, 'edited').applied['s'] as readonly Element[];
      expect(equalValues(setType, edited, want(second))).toBe(true);
      expect(edited).toHaveLength(want(second).length);
      expect(equalValues(setType, plan(second, edited, null).kept.s, edited)).toBe(true);
    }),
    {
      numRuns: 400,
      // The second element could be read as either copy, and only it explains the fourth.
      examples: [
        [
          [],
          [
            { a: 'B', n: 3, o: { t: true } },
            { a: null, n: null, o: { t: true } },
            { a: 'B', n: null, o: { t: null } },
            { a: 'A', n: 3, o: { t: true } },
          ],
        ],
      ],
    },
  );
});
