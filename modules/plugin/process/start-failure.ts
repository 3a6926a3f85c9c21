import { messageOf } from '../../kernel';

/** Why a provider cannot serve, in words for the practitioner. */
export class StartFailure extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'StartFailure';
  }
}

/** Returns the reason as one line: a host quotes only the first line that it reads instead of a handshake. */
export function reasonOf(error: unknown): string {
  const reason = error instanceof StartFailure ? error.message : `unexpected: ${messageOf(error)}`;
  return `The provider cannot start: ${reason.replace(/\s*\n\s*/g, ' ')}`;
}
