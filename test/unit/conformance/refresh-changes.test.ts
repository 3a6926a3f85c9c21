import { refreshChanges } from '../../../modules/conformance/lifecycle/refresh-changes';

const noop = { actions: ['no-op'] };

it.each([
  { json: {}, found: [], why: 'nothing is said' },
  { json: { output_changes: { n: noop } }, found: [], why: 'outputs stay' },
  {
    json: { resource_drift: [{ address: 'a.b', change: noop }] },
    found: [],
    why: 'an object has only moved',
  },
  {
    json: {
      resource_drift: [
        { address: 'a.b', change: { actions: ['update'] } },
        { address: 'a.c', change: { actions: ['delete'] } },
      ],
      output_changes: { n: { actions: ['update'] }, m: noop },
    },
    found: ['a.b', 'a.c', 'output.n'],
    why: 'objects and outputs differ',
  },
])('finds $found when $why', ({ json, found }) => {
  expect(refreshChanges(JSON.stringify(json))).toEqual(found);
});
