import type { IConstruct } from 'constructs';
import { placedDetail } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { Annotations } from '../dialect';

/** Reports findings: warnings on the construct, errors when the app is synthesised. `place` is the checked part. */
export function reportFindings(
  construct: IConstruct,
  found: readonly Diagnostic[],
  place: AttributePath = [],
): void {
  const sentence = ({ path = [], summary, detail }: Diagnostic): string =>
    `${summary}: ${placedDetail([...place, ...path], detail)}`;
  for (const diagnostic of found.filter(({ severity }) => severity === 'warning')) {
    Annotations.of(construct).addWarning(sentence(diagnostic));
  }
  const errors = found.filter(({ severity }) => severity === 'error').map(sentence);
  construct.node.addValidation({ validate: () => errors });
}
