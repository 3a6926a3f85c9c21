/** Fields of a log line. Do not change names, because users search for them. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * A log. Messages are constant text; variable data goes into the fields. The logger formats nothing for a level that is off.
 */
export interface Logger {
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const nothing = (): void => undefined;

/** A logger that discards all messages. */
export const silentLogger: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
