import type { ClauseId } from '../clauses';

/** What the words of a failed program tell. */
export interface Cause {
  readonly clause: ClauseId;
  readonly seen: string;
  readonly remedy: string;
}

export interface FailureWords {
  /** All output, and the text of the failure file. */
  readonly words: string;
  readonly channels: readonly string[];
  readonly argument: 'train' | 'serve';
}

type Rule = (failure: FailureWords) => Cause | undefined;

/** Returns why a program failed, if its words tell; the first rule that applies. */
export function causeOf(failure: FailureWords): Cause | undefined {
  for (const rule of RULES) {
    const cause = rule(failure);
    if (cause !== undefined) return cause;
  }
  return undefined;
}

const tuner: Rule = ({ words }) =>
  words.includes('_tuning_objective_metric')
    ? {
        clause: 'tuner-hyperparameter',
        seen:
          'The program does not accept the hyperparameter _tuning_objective_metric, which SageMaker adds to each training job of a ' +
          'tuning job.',
        remedy: 'Skip hyperparameters whose names begin with an underscore.',
      }
    : undefined;

const argument: Rule = ({ words, argument: given }) => {
  const named = new RegExp(
    `(?:unrecognized|unknown|unexpected|invalid|no such|unsupported)[^\\n]*\\b${given}\\b|\\b${given}\\b[^\\n]*(?:is not a valid|unknown|unrecognized|unexpected)`,
    'i',
  );
  if (!named.test(words)) return undefined;
  return {
    clause: given === 'train' ? 'train-argument' : 'serve-argument',
    seen: `The program does not accept the argument ${given}, with which SageMaker runs the image.`,
    remedy: `Accept ${given} as the first argument, or put a program of that name on PATH and leave ENTRYPOINT out.`,
  };
};

const packages: Rule = ({ words }) => {
  const [, python] =
    /(?:ModuleNotFoundError: No module named|ImportError: No module named) '?([\w.]+)/.exec(words) ?? [];
  const [, r] = /there is no package called .([\w.]+)./.exec(words) ?? [];
  const name = python ?? r;
  if (name === undefined) return undefined;
  return {
    clause: 'packages',
    seen: `The package ${name} is not in the image.`,
    remedy:
      python === undefined
        ? `Install ${name} in the Dockerfile, for instance with apt-get install r-cran-${name.toLowerCase()}.`
        : `Add ${name} to requirements.txt beside the program, and RUN pip install -r requirements.txt in the Dockerfile.`,
  };
};

const MISSING = /No such file|ENOENT|FileNotFound|cannot open|does not exist|not found/i;

const channels: Rule = ({ words, channels: given }) => {
  const [, name] = /\/opt\/ml\/input\/data\/([\w.-]+)/.exec(linesWith(words, MISSING)) ?? [];
  if (name === undefined || given.includes(name)) return undefined;
  return {
    clause: 'channels',
    seen: `The program reads the channel ${name}; the job has ${given.length === 0 ? 'no channel' : given.join(' and ')}.`,
    remedy: `Read the data from /opt/ml/input/data/<channel> of a channel that the job has, or pass the channel: --channel ${name}=FOLDER.`,
  };
};

const configuration: Rule = ({ words }) => {
  const [path] = /\/opt\/ml\/input\/config\/[\w.-]+/.exec(linesWith(words, MISSING)) ?? [];
  if (path === undefined) return undefined;
  return {
    clause: 'configuration',
    seen: `The program reads ${path}, which SageMaker does not write.`,
    remedy: 'SageMaker writes hyperparameters.json, inputdataconfig.json and resourceconfig.json there.',
  };
};

const STRINGS =
  /not supported between instances of '(?:str|int|float)'|must be (?:a )?real number, not str|can't multiply sequence by non-int|unsupported operand type\(s\)[^\n]*'str'|'str' object cannot be interpreted as an integer|can only concatenate str|non-numeric argument|must be [^\n]*\b(?:int|float)[^\n]*Got '\w+' instead/i;

const strings: Rule = ({ words }) =>
  STRINGS.test(words)
    ? {
        clause: 'hyperparameter-strings',
        seen: 'The program takes a hyperparameter for a number. SageMaker passes each as a string: "0.1", "10", "true".',
        remedy: 'Convert each value: float(values["learning_rate"]), as.numeric(values$learning_rate).',
      }
    : undefined;

const NO_NETWORK =
  /name resolution|getaddrinfo|Could not resolve host|NameResolutionError|network is unreachable|URLError|Failed to establish a new connection|Max retries exceeded|Tunnel connection failed|ProxyError|cannot open URL/i;

const network: Rule = ({ words }) =>
  NO_NETWORK.test(words)
    ? {
        clause: 'network',
        seen: 'The program needs the internet, which a job with network isolation or in a subnet without a gateway does not have.',
        remedy: 'Give data as a channel and install packages in the Dockerfile.',
      }
    : undefined;

const absolute: Rule = ({ words }) => {
  const line = linesWith(words, MISSING);
  const [, path] = /['"\s(]((?:\/[\w.-]+){2,})/.exec(line) ?? [];
  if (path === undefined || path.startsWith('/opt/ml/')) return undefined;
  return {
    clause: 'absolute-paths',
    seen: `The program reads ${path}, which is not in the image.`,
    remedy: 'Copy the file into the image, or read it from /opt/ml/input/data as a channel.',
  };
};

const linesWith = (words: string, pattern: RegExp): string =>
  words
    .split('\n')
    .filter((line) => pattern.test(line))
    .join('\n');

const RULES: readonly Rule[] = [
  tuner,
  argument,
  packages,
  channels,
  configuration,
  strings,
  network,
  absolute,
];
