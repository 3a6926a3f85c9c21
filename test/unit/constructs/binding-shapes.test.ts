import type { TuneformExperimentConfig } from '../../../modules/constructs';
import { attr } from '../../../modules/plugin';
import type { Attributes } from '../../../modules/plugin';
import { namedShapes } from '../../../scripts/bindings/named-shapes';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** The members of a type, without its name. */
type Written<T> = { [K in keyof T]: T[K] };
type Definition = NonNullable<TuneformExperimentConfig['trainingJobDefinitions']>[number];

const text = (name: string) => attr.string({ optional: true, description: name });
const places = (at: string) =>
  attr.listNested(
    { bucket: text('bucket'), key: attr.object({ id: text(at) }, { optional: true, description: 'Key.' }) },
    { optional: true, description: 'Where.' },
  );
const namesOf = (shape: Attributes): string => JSON.stringify(shape);
const shapesOf = (...schemas: readonly Attributes[]) => [
  ...namedShapes(schemas, 'Own', namesOf).shapes.keys(),
];

describe('a nested shape of a binding', () => {
  it('is named once, by what its attributes end with, if it occurs twice; not what is only inside of it', () => {
    expect(shapesOf({ first_places: places('a'), other_places: places('a') })).toEqual(['OwnPlace']);
  });

  it('is named once if two resources have it', () => {
    expect(shapesOf({ places: places('a') }, { other_places: places('a') })).toEqual(['OwnPlace']);
  });

  it('stays without a name if another differs in anything, even in what is inside', () => {
    expect(shapesOf({ first_places: places('a'), other_places: places('b') })).toEqual([]);
  });

  it('has the same type under its name as written out', () => {
    const shape: Same<
      Written<Definition['tuningObjective']>,
      { readonly type: 'Maximize' | 'Minimize'; readonly metricName: string }
    > = true;
    expect(shape).toBe(true);
  });
});
