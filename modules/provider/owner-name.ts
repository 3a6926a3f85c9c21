import { tagProblem } from '../aws';
import { errorAt } from '../kernel';
import type { Diagnostic } from '../kernel';
import type { Validator } from '../plugin';

/** Owner of what is made in a local cloud by a configuration that names none: such a cloud is one person's own. */
export const LOCAL_OWNER = 'default';

/**
 * An account is shared, and a default owner would be too: whoever sets none could adopt, stop and delete what everyone
 * else made who sets none.
 */
export const OWNER_NOT_SET: Diagnostic = errorAt(
  ['owner'],
  'Owner Not Set',
  'Target "aws" needs an owner. It is part of every tuning job name, and its tag says which tuning jobs and endpoints of ' +
    'the account this configuration may adopt, stop and delete; configurations with the same owner share them. Set owner to ' +
    'a name that only this configuration uses, such as "<team>-<stack>". What was made before without one has owner ' +
    `"${LOCAL_OWNER}".`,
);

/** The owner becomes the value of a tag. */
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
