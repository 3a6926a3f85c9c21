import type { CallHandler } from '../call-handler';

export const stopProvider: CallHandler<'StopProvider'> = (_request, session) => {
  session.stop();
  return {};
};
