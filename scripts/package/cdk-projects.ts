import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { devDependencies } from '../../package.json';
import type { Project } from './project';
import { CONSTRUCTS_PACKAGES, ROOT, tarball } from './packages';
import type { Dialect } from './packages';
import { check, step } from './steps';

export interface CdkProject {
  readonly title: string;
  /** The package of constructs. */
  readonly constructs: string;
  /** What the project pins of its peers; npm adds the newest that the package allows. */
  readonly pinned: readonly string[];
  /** How `cdktf.json` runs the program, and the packages for that. */
  readonly app: string;
  readonly runner: readonly string[];
  /** The deploying command, as program and arguments. */
  readonly command: readonly [string, ...string[]];
  /**
   * Whether the bindings want another version of the AWS provider than machines like this one have.
   * @default false
   */
  readonly otherAws?: boolean;
}

/** The version that CDKTF's bindings 20.1.0 are made for. */
const AWS_PROVIDER = '5.100.0';
const TYPESCRIPT = [
  `typescript@${devDependencies.typescript}`,
  `@types/node@${devDependencies['@types/node']}`,
];

/** Installs the packages into a new project, deploys the guide's stack, uses its endpoint, and destroys it. */
export async function tryCdkProject(
  { title, constructs, pinned, app, runner, command, otherAws = false }: CdkProject,
  project: Project,
): Promise<void> {
  project.write('package.json', { name: 'infrastructure', version: '1.0.0', private: true });
  const language = { language: 'typescript', app, projectId: 'b5a1e2', sendCrashReports: 'false' };
  project.write('cdktf.json', { ...language, terraformProviders: [], terraformModules: [], context: {} });
  project.write('tsconfig.json', TSCONFIG);
  project.write('main.ts', guideProgram(constructs, { owner: title, otherAws }));
  project.write('data/train/data.csv', '1,2\n');
  project.copy('test/acceptance/provider/images/tiny', 'container');

  await step(`${title}: installed`, () =>
    project.install(tarball(constructs), ...pinned, ...TYPESCRIPT, ...runner),
  );
  const copies = project.copiesOf('constructs');
  check(copies.length === 1, `${title}: not one copy of constructs, but ${copies.join(', ')}`);
  // More than a project's own settings ask for: every declaration is checked.
  await step(`${title}: compiled`, () => project.run('tsc', ['--noEmit', '--skipLibCheck', 'false']));
  const [file, ...args] = command;
  const cdk = (...more: readonly string[]) => project.run(file, [...args, ...more]);
  await step(`${title}: deployed`, () => cdk('deploy', 'churn', '--auto-approve'));
  const answer = await step(`${title}: asked`, () =>
    project.run('tuneform', ['invoke', 'churn', '--body', '1,2']),
  );
  check(answer.includes('"sent": "1,2"'), `${title}: the endpoint answered ${answer}`);
  const destroyed = await step(`${title}: destroyed`, () => cdk('destroy', 'churn', '--auto-approve'));
  check(
    destroyed.includes('Destroy complete! Resources: 15 destroyed'),
    `${title}: ${destroyed.slice(-2000)}`,
  );
}

/** Returns the program of the guide, for one package of constructs. */
function guideProgram(
  constructs: string,
  { owner, otherAws }: { readonly owner: string; readonly otherAws: boolean },
): string {
  const guide = readFileSync(join(ROOT, 'docs/guides/your-own-repository.md'), 'utf8');
  const program = /```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const { dialect } = CONSTRUCTS_PACKAGES.find(({ name }) => name === constructs) ?? {};
  const older = dialect === undefined || !otherAws ? '' : olderAws(dialect);
  return (
    program
      .replaceAll("from 'tuneform'", `from '${constructs}'`)
      // The same owner would find the training jobs of the project before, whose results are gone.
      .replace("'churn-team'", `'${owner.replaceAll(/\W+/g, '-')}'`)
      .replace('app.synth()', () => `${older}app.synth()`)
  );
}

/** Makes other bindings work with the provider's version that machines like this one have: without what only they know. */
const olderAws = ({ bindings }: Dialect): string => `
import { AwsProvider } from '${bindings}/lib/provider';
stack.addOverride('terraform.required_providers.aws.version', '${AWS_PROVIDER}');
const url = process.env.TUNEFORM_LOCAL_URL;
for (const each of stack.node.findAll()) {
  if (each instanceof AwsProvider) each.endpoints = [{ ecr: url, iam: url, s3: url, sts: url }];
}
`;

/** As CDKTF's template for TypeScript has it. */
const TSCONFIG = {
  compilerOptions: {
    alwaysStrict: true,
    declaration: true,
    experimentalDecorators: true,
    inlineSourceMap: true,
    inlineSources: true,
    lib: ['es2018'],
    module: 'CommonJS',
    noEmitOnError: true,
    noFallthroughCasesInSwitch: true,
    noImplicitAny: true,
    noImplicitReturns: true,
    noImplicitThis: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    resolveJsonModule: true,
    strict: true,
    strictNullChecks: true,
    strictPropertyInitialization: true,
    stripInternal: true,
    target: 'ES2018',
    incremental: false,
    skipLibCheck: true,
  },
  include: ['**/*.ts'],
  exclude: ['node_modules', 'cdktf.out'],
};
