import type { Diagnostic } from '../../../../modules/kernel';
import { severity } from '../../../../modules/plugin/protocol/messages/values';
import { diagnosticOf, toDiagnosticMessages } from '../../../../modules/plugin/server/diagnostics';

const sound: Diagnostic = { severity: 'warning', summary: 'S', detail: 'D', path: ['a', 0] };
const messages = (given: Iterable<unknown>) =>
  toDiagnosticMessages(Array.from(given) as readonly Diagnostic[]).map(
    ({ severity: level, summary, detail }) => [level, summary, detail?.split('\n\n')[1]],
  );
const defect = (quoted: string) => [severity.error, 'Provider Defect', quoted];

it('sends what is sound as it is', () => {
  expect(toDiagnosticMessages([sound])).toEqual([
    {
      severity: severity.warning,
      summary: 'S',
      detail: 'D',
      attribute: { steps: [{ attributeName: 'a' }, { elementKeyInt: 0 }] },
    },
  ]);
  expect(messages([{ severity: 'error', summary: 'S' }])).toEqual([[severity.error, 'S', undefined]]);
});

it.each([
  { what: 'text where a list belongs', given: 'It broke 💥.', says: ['It broke 💥.'] },
  { what: 'a list of texts', given: ['first', 'second'], says: ['first', 'second'] },
  { what: 'no severity', given: [{ summary: 'x', detail: 'y' }], says: ["{ summary: 'x', detail: 'y' }"] },
  {
    what: 'another severity',
    given: [{ severity: 'fatal', summary: 'x', detail: 'y' }],
    says: ["{ severity: 'fatal', summary: 'x', detail: 'y' }"],
  },
  {
    what: 'no summary',
    given: [{ severity: 'error', detail: 'y' }],
    says: ["{ severity: 'error', detail: 'y' }"],
  },
  { what: 'a thrown thing', given: [new Error('it broke')], says: ['it broke'] },
  { what: 'nothing', given: [null, undefined], says: ['null', 'undefined'] },
  {
    what: 'a path that is none',
    given: [{ ...sound, path: 'name' }],
    says: ["{ severity: 'warning', summary: 'S', detail: 'D', path: 'name' }"],
  },
])('makes of $what errors that blame the provider and lose nothing', ({ given, says }) => {
  expect(messages(given)).toEqual(says.map(defect));
});

it('keeps text apart from what is beside it', () => {
  expect(messages(['n', 'o', sound, 'g', 'o']).map(([, summary]) => summary)).toEqual([
    'Provider Defect',
    'S',
    'Provider Defect',
  ]);
});

it('tells what was thrown, whatever it was, with its causes', () => {
  const thrown = new Error('outer', { cause: { code: 5 } });
  expect(diagnosticOf(thrown, 'creating').detail).toContain('outer ({ code: 5 })');
  expect(diagnosticOf(Object.create(null), 'creating').detail).toContain('[Object: null prototype] {}');
});
