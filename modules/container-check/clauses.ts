import type { Stage } from './finding';

interface Clause {
  readonly stage: Stage;
  readonly title: string;
}

const image = (title: string): Clause => ({ stage: 'image', title });
const training = (title: string): Clause => ({ stage: 'training', title });
const serving = (title: string): Clause => ({ stage: 'serving', title });

/** The clauses of SageMaker's contract with a container that the check looks at, in the order of the report. */
export const CLAUSES = {
  'image-made': image('The folder makes an image'),
  platform: image('The image is for linux/amd64'),
  'entry-point-form': image('The entry point receives train and serve'),
  user: image('The program may write to /opt/ml'),
  'mounted-folders': image('The image has nothing where SageMaker mounts data'),
  'image-links': image('Links of the image lead to its files'),
  unbuffered: image('Output appears as it is printed'),
  secrets: image('The image has no secrets in its environment'),
  'stop-signal': image('The stop signal is SIGTERM'),

  program: training('The program for train is found'),
  executable: training('The program is executable'),
  'line-endings': training('The first line of the program ends as on Linux'),
  'script-head': training('The program says what runs it'),
  interpreter: training('The interpreter is in the image'),
  'train-argument': training('The program accepts train as its argument'),
  packages: training('Packages are in the image'),
  configuration: training('Settings are read from /opt/ml/input/config'),
  'hyperparameter-strings': training('Hyperparameters are read as strings'),
  'tuner-hyperparameter': training("The tuner's own hyperparameter is accepted"),
  channels: training('Data is read from /opt/ml/input/data'),
  'absolute-paths': training('All read paths are of the image or of /opt/ml'),
  network: training('Training works without the internet'),
  memory: training('Memory suffices'),
  'training-time': training('Training ends by itself'),
  'training-exit': training('Training ends with exit code 0'),
  'exit-code': training('A failure is told by the exit code'),
  'failure-file': training('A failure is told in /opt/ml/output/failure'),
  'model-written': training('A model is in /opt/ml/model'),
  'model-links': training('The model has no links that lead out of it'),
  'input-unchanged': training('The input stays as it is'),
  'outside-writes': training('Results are written to /opt/ml'),
  'log-output': training('Training prints to its output'),
  'metric-regex': training('The regex of each metric has one group'),
  'metric-lines': training('Each metric is found in the output'),
  'training-stop': training('SIGTERM ends training'),

  'serve-program': serving('The program for serve starts'),
  'serve-argument': serving('The program accepts serve as its argument'),
  'serve-stays': serving('The server keeps running'),
  port: serving('The server listens on port 8080'),
  interface: serving('The server listens on every interface'),
  ping: serving('GET /ping answers 200'),
  'ping-time': serving('GET /ping answers within 2 seconds'),
  invocations: serving('POST /invocations answers 200'),
  'invocation-time': serving('POST /invocations answers within 60 seconds'),
  'answer-type': serving('The answer names its content type'),
  'content-types': serving('An unknown content type is told apart from a failure'),
  'bad-request': serving('A bad request is told apart from a failure'),
  'large-payload': serving('A request of 6 MB is answered'),
  'idle-connection': serving('An idle connection blocks no other'),
  'model-unchanged': serving('The model stays as it is'),
  'serving-stop': serving('SIGTERM ends the server'),
} as const satisfies Readonly<Record<string, Clause>>;

export type ClauseId = keyof typeof CLAUSES;
