import type { ClauseId } from '../clauses';
import type { Finding } from '../finding';
import type { Judge } from './judge';

/** How a container runtime words what keeps a program from starting, by the clause that is broken. */
const START_ERRORS: readonly { readonly says: RegExp; readonly clause: ClauseId; readonly remedy: string }[] =
  [
    {
      says: /carriage return/,
      clause: 'line-endings',
      remedy: 'Save the program with LF line endings, and keep them with "* text eol=lf" in .gitattributes.',
    },
    {
      says: /not executable|permission denied/,
      clause: 'executable',
      remedy: 'Run chmod +x on the file, or add RUN chmod +x or COPY --chmod=755 to the Dockerfile.',
    },
    {
      says: /exec format error/,
      clause: 'script-head',
      remedy:
        'Begin the program with #! and its interpreter, for instance #!/usr/bin/env python3, without a byte order mark.',
    },
    {
      says: /interpreter/,
      clause: 'interpreter',
      remedy:
        'Install the interpreter in the Dockerfile, or name in the first line the one that the base image has.',
    },
  ];

/** Returns the finding about a program that could not be started. */
export function startFinding(startError: string, argument: 'train' | 'serve', judge: Judge): Finding {
  const known = START_ERRORS.find(({ says }) => says.test(startError));
  const missing = argument === 'train' ? 'program' : 'serve-program';
  const seen = `SageMaker runs the image with the argument ${argument}, and nothing starts: ${startError}`;
  if (known !== undefined) return judge.refused(known.clause, seen, known.remedy, startError);
  return judge.refused(
    missing,
    seen,
    `Put an executable file named ${argument} into a folder that PATH names, or give the image an ENTRYPOINT in exec form that takes ` +
      `${argument} as its argument.`,
    startError,
  );
}
