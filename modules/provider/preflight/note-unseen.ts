import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { Unseen } from './look';

/** Returns one note about everything that could not be looked at; none if that is nothing. */
export function noteUnseen(unseen: readonly Unseen[]): readonly Diagnostic[] {
  if (unseen.length === 0) return [];
  const of = (why: Unseen['why']): readonly Unseen[] => unseen.filter((one) => one.why === why);
  const denied = of('not allowed');
  const actions = [...new Set(denied.flatMap((one) => one.actions))].sort();
  const sentences = [
    ...(denied.length === 0
      ? []
      : [
          `The plan’s credentials may not look at ${listed(denied)}: allow ${actions.join(', ')}. Service reason: ` +
            `"${denied[0]?.reason ?? ''}".`,
        ]),
    ...(of('no credentials').length === 0
      ? []
      : ['There are no valid AWS credentials, so nothing could be looked at; an apply needs some.']),
    ...(of('took too long').length === 0
      ? []
      : [`No answer came in time about ${listed(of('took too long'))}.`]),
    ...of('failed').map(({ what, reason }) => `The look at ${what} failed: ${reason}`),
    ...of('elsewhere').map(({ what, reason }) => `Tuneform does not look at ${what}: ${reason}.`),
  ];
  return [
    warningAt(
      [],
      'Not Everything Checked Before the Launch',
      `${sentences.join(' ')} This changes nothing about the plan: whatever is wrong there appears at the launch. To plan ` +
        'without these checks, set preflight = false in the provider. [PREFLIGHT_NOT_LOOKED]',
    ),
  ];
}

const listed = (unseen: readonly Unseen[]): string => [...new Set(unseen.map(({ what }) => what))].join(', ');
