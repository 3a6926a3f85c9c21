import { writeSync } from 'node:fs';
import type { Clock, LogFields, Logger } from '../../kernel';
import { silentLogger } from '../../kernel';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

/**
 * Returns the level that Terraform's own variables set: `TF_LOG_PROVIDER_<NAME>` before `TF_LOG_PROVIDER` before
 * `TF_LOG`. `JSON` means trace. Undefined if logging is off.
 */
export function logLevel(name: string, environment: NodeJS.ProcessEnv): Level | undefined {
  const variables = [`TF_LOG_PROVIDER_${name.toUpperCase().replace(/-/g, '_')}`, 'TF_LOG_PROVIDER', 'TF_LOG'];
  const value = variables
    .map((variable) => environment[variable])
    .find((held) => held !== undefined && held !== '');
  const wanted = value?.toLowerCase();
  if (wanted === 'json') return 'trace';
  return LEVELS.find((level) => level === wanted);
}

export interface HclogOptions {
  /** Appears as `@module`. */
  readonly module: string;
  readonly level: Level | undefined;
  readonly clock: Clock;
  /** @default writes to stderr synchronously, so that the last lines of a process are not lost */
  readonly write?: (line: string) => void;
}

/** Logs JSON lines in the form that plugin hosts understand. */
export function createHclog(options: HclogOptions): Logger {
  const { level, clock } = options;
  if (level === undefined) return silentLogger;
  const write = options.write ?? writeStderr;
  const at = (own: Level) =>
    LEVELS.indexOf(own) < LEVELS.indexOf(level)
      ? () => undefined
      : (message: string, fields?: LogFields): void => {
          const line = {
            '@level': own,
            '@message': message,
            '@module': options.module,
            '@timestamp': new Date(clock.now()).toISOString(),
            ...fields,
          };
          write(`${JSON.stringify(line, plainError)}\n`);
        };
  return { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function plainError(_key: string, value: unknown): unknown {
  if (value instanceof Error) return value.stack ?? value.message;
  return typeof value === 'bigint' ? value.toString() : value;
}

function writeStderr(line: string): void {
  try {
    writeSync(2, line);
  } catch {
    // The host closed stderr, so the message has no reader.
  }
}
