import { tagProblem } from '../tuning';
import { errorAt } from '../kernel';
import type { Diagnostic } from '../kernel';
import type { Validator } from '../plugin';

/** The default owner for target `local`, because only one user can use a local cloud. */
export const LOCAL_OWNER = 'default';

/**
 * Target `aws` has no default owner, because an account is shared: all configurations without an owner could adopt, stop and
 * delete each other's objects.
 */
export const OWNER_NOT_SET: Diagnostic = errorAt(
  ['owner'],
  'Owner Not Set',
  'Target "aws" needs an owner. The owner is part of every tuning job name, and its tag determines which tuning jobs and ' +
    'endpoints of the account this configuration may adopt, stop and delete; configurations with the same owner share them. ' +
    'Set owner to a name that only this configuration uses, such as "<team>-<stack>". Objects that were created without an ' +
    `owner have owner "${LOCAL_OWNER}".`,
);

/** Checks an owner's name, which becomes the value of a tag. */
export const ownerName: Validator<string> = {
  description: '1 to 256 letters, digits, spaces and _ . : / = + - @',
  check: (owner, path) => {
    const problem = owner.trim() === '' ? 'it is empty' : tagProblem('owner', owner);
    if (problem === undefined) return [];
    return [
      errorAt(
        path,
        'Owner Not Allowed',
        `"${owner}" cannot be an owner: ${problem.replace(/^its value/, 'it')}. It becomes the value of a tag.`,
      ),
    ];
  },
};
