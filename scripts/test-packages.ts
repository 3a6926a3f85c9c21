/**
 * `npm run test:packages`: builds what a release publishes, installs it as a user would, and deploys with it on the local cloud: with
 * the oldest and the newest peers, under ts-node and tsx, with CDK Terrain, and in plain HCL from both mirrors. It needs a registry of
 * npm packages. `--only WORD` tries only the projects with the word in their title, `--keep` uses the packages that are there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { dependencies } from '../package.json';
import { surroundings } from '../test/support/surroundings';
import { packAll } from './package/pack-all';
import { tryCdkProject } from './package/cdk-projects';
import type { CdkProject } from './package/cdk-projects';
import { tryHclProject } from './package/hcl-project';
import { CLI_PACKAGE, tarball } from './package/packages';
import { Project } from './package/project';
import { step } from './package/steps';

const CDKTF = [process.execPath, require.resolve('cdktf-cli/bundle/bin/cdktf')] as const;
const TS_NODE = { app: 'npx ts-node main.ts', runner: ['ts-node@10.9.2'] };
const TSX = { app: 'npx tsx main.ts', runner: [`tsx@${dependencies.tsx}`] };

const PROJECTS: readonly CdkProject[] = [
  {
    title: 'ts-node, oldest peers',
    constructs: 'tuneform',
    pinned: ['cdktf@0.20.0', 'constructs@10.3.0', '@cdktf/provider-aws@19.0.0'],
    ...TS_NODE,
    command: CDKTF,
    otherAws: true,
  },
  {
    title: 'tsx, the peers of this repository',
    constructs: 'tuneform',
    pinned: ['cdktf', 'constructs', '@cdktf/provider-aws'].map(
      (name) => `${name}@${(dependencies as Record<string, string>)[name] ?? ''}`,
    ),
    ...TSX,
    command: CDKTF,
  },
  { title: 'newest peers', constructs: 'tuneform', pinned: [], ...TS_NODE, command: CDKTF, otherAws: true },
];

const CDKTN: Omit<CdkProject, 'command'> = {
  title: 'cdktn',
  constructs: 'tuneform-cdktn',
  pinned: [],
  ...TS_NODE,
  otherAws: true,
};

const inFront = (env: NodeJS.ProcessEnv, folder: string): string => [folder, env['PATH']].join(delimiter);

/** Installs CDK Terrain's command, and a Node that is new enough for it. */
async function nodeForCdktn(project: Project): Promise<{ readonly bin: string; readonly cli: string }> {
  project.write('package.json', { name: 'cdktn-cli', version: '1.0.0', private: true });
  const node = `node-${process.platform}-${process.arch}`;
  await step('cdktn: command and Node 22 installed', () => project.install('cdktn-cli@0.24.0', `${node}@22`));
  const modules = join(project.folder, 'node_modules');
  return { bin: join(modules, node, 'bin'), cli: join(modules, 'cdktn-cli/bundle/bin/cdktn') };
}

async function main(only: string, keep: boolean): Promise<void> {
  // The SDK's reminder about future Node versions.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  if (!keep) await step('packed', packAll);
  const folder = mkdtempSync(join(tmpdir(), 'tuneform-packages-'));
  const own = { HOME: join(folder, 'home'), CHECKPOINT_DISABLE: '1', CI: 'true' };
  const outer = { ...surroundings(process.env, folder), ...own };
  const tools = new Project(join(folder, 'tools'), outer);
  const cloudFolder = ['--directory', join(folder, 'cloud')];
  try {
    tools.write('package.json', { name: 'tools', version: '1.0.0', private: true });
    await step('command: installed', () => tools.install(tarball(CLI_PACKAGE.name)));
    await step('command: local cloud started', () =>
      tools.run('tuneform', ['local', 'start', '--port', '0', ...cloudFolder]),
    );
    const said = await tools.run('tuneform', ['local', 'env', '--json', ...cloudFolder]);
    const { set: cloud } = JSON.parse(said) as { readonly set: Readonly<Record<string, string>> };
    const env = { ...outer, ...cloud, PATH: inFront(outer, join(tools.folder, 'node_modules/.bin')) };
    for (const each of PROJECTS.filter(({ title }) => title.includes(only))) {
      await tryCdkProject(each, new Project(join(folder, 'cdktf'), env));
    }
    if (CDKTN.title.includes(only)) {
      const node = await nodeForCdktn(new Project(join(folder, 'cdktn-cli'), outer));
      const command = [join(node.bin, 'node'), node.cli] as const;
      const project = new Project(join(folder, 'cdktn'), { ...env, PATH: inFront(env, node.bin) });
      await tryCdkProject({ ...CDKTN, command }, project);
    }
    if ('HCL'.includes(only)) await tryHclProject(new Project(join(folder, 'hcl'), env), cloud);
  } finally {
    await tools
      .run('tuneform', ['local', 'stop', ...cloudFolder])
      .catch((error: unknown) => console.error(error));
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { only: { type: 'string' }, keep: { type: 'boolean' } } });
void main(values.only ?? '', values.keep ?? false).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
