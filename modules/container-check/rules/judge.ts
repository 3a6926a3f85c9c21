import { CLAUSES } from '../clauses';
import type { ClauseId } from '../clauses';
import type { Finding } from '../finding';

/** Makes the findings about one image. */
export interface Judge {
  passes(clause: ClauseId, seen: string): Finding;
  refused(clause: ClauseId, seen: string, remedy: string, line?: string): Finding;
  risky(clause: ClauseId, seen: string, remedy: string, line?: string): Finding;
  unseen(clause: ClauseId, seen: string, remedy: string): Finding;
}

/** `image`: the name under which its user knows it. */
export function judgeOf(image: string): Judge {
  const about = (clause: ClauseId): Pick<Finding, 'clause' | 'stage' | 'title' | 'image'> => ({
    clause,
    ...CLAUSES[clause],
    image,
  });
  const fault =
    (verdict: 'refused' | 'risky') =>
    (clause: ClauseId, seen: string, remedy: string, line?: string): Finding => ({
      ...about(clause),
      verdict,
      seen,
      ...(line === undefined || line === '' ? {} : { line }),
      remedy,
    });
  return {
    passes: (clause, seen) => ({ ...about(clause), verdict: 'passes', seen }),
    refused: fault('refused'),
    risky: fault('risky'),
    unseen: (clause, seen, remedy) => ({ ...about(clause), verdict: 'unseen', seen, remedy }),
  };
}
