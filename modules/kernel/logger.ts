/** Fields of a log line. Names are a contract: people search for them. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Where a layer says what it does. Messages are constant text; what varies goes into the fields.
 * Nothing is formatted for a level that is off.
 */
export interface Logger {
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const nothing = (): void => undefined;

/** Says nothing. */
export const silentLogger: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
