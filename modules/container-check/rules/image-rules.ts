import { posix } from 'node:path';
import type { Finding } from '../finding';
import type { ImageSight } from '../sight/image-sight';
import type { Judge } from './judge';

/** Judges what an image says of itself, before anything of it has run. */
export function imageFindings(image: ImageSight, judge: Judge): readonly Finding[] {
  return [
    platform(image, judge),
    form(image, judge),
    user(image, judge),
    mountedFolders(image, judge),
    links(image, judge),
    unbuffered(image, judge),
    secrets(image, judge),
    stopSignal(image, judge),
  ];
}

function platform({ os, architecture }: ImageSight, judge: Judge): Finding {
  const seen = `${os}/${architecture}`;
  if (seen === 'linux/amd64') return judge.passes('platform', seen);
  return judge.refused(
    'platform',
    `The image is for ${seen}; training instances of SageMaker are linux/amd64 and end with exec format error.`,
    'Build it with --platform linux/amd64, which is also the default of tuneform_container_image.',
  );
}

/** `ENTRYPOINT words` without brackets is `["/bin/sh", "-c", "words"]`: the argument becomes the shell's `$0`. */
function form({ entrypoint }: ImageSight, judge: Judge): Finding {
  const [shell = '', flag = '', text = ''] = entrypoint;
  const isShell = /(?:^|\/)(?:ba|da|a)?sh$/.test(shell) && flag === '-c';
  if (!isShell) {
    const seen = entrypoint.length === 0 ? 'no entry point: train and serve are the programs' : 'exec form';
    return judge.passes('entry-point-form', seen);
  }
  if (/\$(?:0|@|\{0)/.test(text)) return judge.passes('entry-point-form', `shell form that passes "$0" on`);
  return judge.risky(
    'entry-point-form',
    `The entry point is in shell form (ENTRYPOINT ${text}): the shell keeps the argument, so the program cannot tell train from ` +
      'serve, and it gets no SIGTERM.',
    `Write it in exec form: ENTRYPOINT ${JSON.stringify(text.replace(/^exec /, '').split(/\s+/))}.`,
  );
}

function user({ user: name }: ImageSight, judge: Judge): Finding {
  if (['', 'root', '0', '0:0', 'root:root'].includes(name)) return judge.passes('user', 'root');
  return judge.risky(
    'user',
    `USER ${name}: /opt/ml belongs to root on SageMaker, and another user often cannot write the model there.`,
    'Remove USER from the Dockerfile. SageMaker isolates each container in a machine of its own.',
  );
}

/** SageMaker mounts its own folders there and hides what the image has. */
const MOUNTED = /^opt\/ml\/(?:input|model|output|checkpoints)\//;

function mountedFolders({ content }: ImageSight, judge: Judge): Finding {
  const hidden = content.filter(({ path }) => MOUNTED.test(path));
  const [first] = hidden;
  if (first === undefined) return judge.passes('mounted-folders', 'nothing there');
  return judge.risky(
    'mounted-folders',
    `The image has ${counted(hidden.length, 'file')} where SageMaker mounts its own folder and hides them, such as /${first.path}.`,
    'Copy programs to /opt/program or /opt/ml/code, and give data as a channel.',
  );
}

function links({ content, packed }: ImageSight, judge: Judge): Finding {
  const paths = new Set(content.map(({ path }) => path));
  const isThere = (path: string): boolean =>
    paths.has(path) || content.some((item) => item.path.startsWith(`${path}/`));
  const broken = content.find(({ path, target }) => {
    if (target === undefined) return false;
    const at = posix.resolve('/', posix.dirname(path), target).slice(1);
    // What the base has is not in a packed image.
    const ofTheBase = packed !== undefined && /^(?:bin|dev|etc|lib\w*|proc|sbin|usr|var|tmp|run)\//.test(at);
    return at !== '' && !ofTheBase && !at.startsWith('opt/ml/') && !isThere(at);
  });
  // A complete distribution has broken links of its own.
  if (broken === undefined || packed === undefined) return judge.passes('image-links', 'all of them');
  return judge.refused(
    'image-links',
    `/${broken.path} is a link to ${broken.target ?? ''}, which is not in the image.`,
    'Copy the file itself into the folder, or link relative to a file that the Dockerfile copies as well.',
  );
}

function unbuffered({ environment, content }: ImageSight, judge: Judge): Finding {
  const isPython = content.some(({ path }) => path.endsWith('.py')) || 'PYTHONPATH' in environment;
  if (!isPython || (environment['PYTHONUNBUFFERED'] ?? '') !== '') {
    return judge.passes('unbuffered', isPython ? 'PYTHONUNBUFFERED is set' : 'no Python');
  }
  return judge.risky(
    'unbuffered',
    'Python keeps output to a pipe until much has gathered, so on SageMaker metrics come late, and not at all from a program that is ' +
      'killed. (The local cloud sets PYTHONUNBUFFERED itself.)',
    'Add ENV PYTHONUNBUFFERED=1 to the Dockerfile.',
  );
}

const SECRET = /^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$|PASSWORD|_TOKEN$|_SECRET$/;

function secrets({ environment }: ImageSight, judge: Judge): Finding {
  const name = Object.entries(environment).find(([key, value]) => value !== '' && SECRET.test(key))?.[0];
  if (name === undefined) return judge.passes('secrets', 'none');
  return judge.risky(
    'secrets',
    `The image has ${name} in its environment, where each reader of the repository finds it; credentials there also replace the role's.`,
    `Remove ENV ${name} from the Dockerfile, and give the execution role what the program needs.`,
  );
}

function stopSignal({ stopSignal: signal }: ImageSight, judge: Judge): Finding {
  if (['', 'SIGTERM', '15'].includes(signal)) return judge.passes('stop-signal', 'SIGTERM');
  return judge.risky(
    'stop-signal',
    `STOPSIGNAL ${signal}: SageMaker announces the end of training with SIGTERM whatever the image says.`,
    'Remove STOPSIGNAL from the Dockerfile, and handle SIGTERM.',
  );
}

const counted = (count: number, what: string): string => `${String(count)} ${what}${count === 1 ? '' : 's'}`;
