import type { Ask } from '../../../../modules/demo/programs/prerequisites';
import { checkPrerequisites } from '../../../../modules/demo/programs/prerequisites';

/** A machine on which these commands answer so; all others are missing. */
const machine =
  (answers: Readonly<Record<string, string>>, failing = /^$/): Ask =>
  async (command, args) => {
    const answer = answers[command];
    if (answer === undefined || failing.test(args.join(' '))) throw new Error('ENOENT');
    return answer;
  };

const TERRAFORM = '{"terraform_version": "1.11.4"}';

interface Case {
  readonly name: string;
  readonly why: string;
  readonly ask: Ask;
  readonly env?: NodeJS.ProcessEnv;
  readonly node?: string;
  readonly problem: string;
}

describe('checkPrerequisites', () => {
  it('finds the tools and prefers Terraform over OpenTofu', async () => {
    const tools = await checkPrerequisites(
      {},
      machine({ python3: '3.12.1\n', terraform: TERRAFORM, tofu: TERRAFORM }),
    );
    expect(tools).toMatchObject({
      python: { command: 'python3', version: '3.12.1' },
      terraform: { command: 'terraform', version: '1.11.4' },
    });
  });

  it('takes OpenTofu where there is no Terraform', async () => {
    const tofu = machine({ python3: '3.12.1', tofu: '{"terraform_version": "1.12.6"}' });
    expect((await checkPrerequisites({}, tofu)).terraform.command).toBe('tofu');
  });

  it('looks for the usual ones when a variable that may name another is empty', async () => {
    const env = { TERRAFORM_BINARY_NAME: '', TUNEFORM_PYTHON: '' };
    const tools = await checkPrerequisites(env, machine({ python3: '3.12.1', tofu: TERRAFORM }));
    expect([tools.python.command, tools.terraform.command]).toEqual(['python3', 'tofu']);
  });

  it.each<Case>([
    {
      name: 'no Python',
      why: 'training is Python',
      ask: machine({ terraform: TERRAFORM }),
      problem: 'Python was not found as "python3": install Python 3.10 or later',
    },
    {
      name: 'old Python',
      why: 'the pinned packages need 3.10',
      ask: machine({ python3: '3.9.18', terraform: TERRAFORM }),
      problem: 'Python 3.9.18 is too old',
    },
    {
      name: 'Python without venv',
      why: 'Debian packages it apart',
      ask: machine({ python3: '3.11.2', terraform: TERRAFORM }, /ensurepip/),
      problem: 'apt install python3-venv',
    },
    {
      name: 'no Terraform',
      why: 'either CLI will do',
      ask: machine({ python3: '3.11.2' }),
      problem: 'Neither Terraform nor OpenTofu was found',
    },
    {
      name: 'old Terraform',
      why: '1.5 is the oldest supported',
      ask: machine({ python3: '3.11.2', terraform: '{"terraform_version": "1.4.7"}' }),
      problem: 'terraform 1.4.7 is too old',
    },
    {
      name: 'a named Terraform that is missing',
      why: 'a wish is not silently replaced by another',
      ask: machine({ python3: '3.11.2', terraform: TERRAFORM }),
      env: { TERRAFORM_BINARY_NAME: 'terraform-next' },
      problem: '"terraform-next" (TERRAFORM_BINARY_NAME) was not found: install Terraform 1.5',
    },
    {
      name: 'old Node',
      why: 'the package asks for 20.19',
      ask: machine({ python3: '3.11.2', terraform: TERRAFORM }),
      node: '20.9.0',
      problem: 'Node 20.9.0 is too old',
    },
  ])('$name is one clear line: $why', async ({ ask, env, node, problem }) => {
    const failure = checkPrerequisites(env ?? {}, ask, node ?? '22.0.0');
    await expect(failure).rejects.toMatchObject({ code: 'PREREQUISITE_MISSING' });
    const { message } = (await failure.catch((error: unknown) => error)) as Error;
    expect(message.split('\n')).toEqual([expect.stringContaining(problem)]);
  });

  it('names everything missing at once', async () => {
    const failure = checkPrerequisites({}, machine({}), '18.0.0');
    await expect(failure).rejects.toThrow(/Node 18[^]*\nPython[^]*\nNeither/);
  });
});
