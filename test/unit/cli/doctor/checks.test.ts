import type { Check } from '../../../../modules/cli/doctor/check';
import {
  checkCredentials,
  checkQuotas,
  checkRegion,
  checkRole,
  roleNotGiven,
} from '../../../../modules/cli/doctor/check-account';
import type { Seen } from '../../../../modules/cli/doctor/check-account';
import { checkImage, checkMachine } from '../../../../modules/cli/doctor/check-image';
import { checkInstallation } from '../../../../modules/cli/doctor/check-installation';
import { checkLocalCloud } from '../../../../modules/cli/doctor/check-local-cloud';
import { checkPrices } from '../../../../modules/cli/doctor/check-prices';
import { checkNode, checkTerraform, isOlder } from '../../../../modules/cli/doctor/check-tools';
import { renderChecks } from '../../../../modules/cli/doctor/render-checks';
import { subjectsOf } from '../../../../modules/cli/doctor/subjects-of';
import { noStyle } from '../../../../modules/cli/terminal/style';
import { installationMethods } from '../../../../modules/delivery';

const SOURCE = 'registry.terraform.io/tuneform/tuneform';
const ARN = 'arn:aws:iam::111122223333:role/training';
const denied = { unseen: 'not allowed', actions: ['iam:GetRole'], reason: 'no' } as const;
const failed = { unseen: 'failed', actions: [], reason: 'reset' } as const;

const terraform = (product: string, version: string) =>
  checkTerraform({ kind: 'found', command: 'x', product, version });
/** What the block of a CLI configuration means, if mirrors hold the version in `/full` alone. */
const installation = (text: string | undefined) =>
  checkInstallation({
    holds: (folder) => folder === '/full',
    ...(text !== undefined && { file: '/rc' }),
    ...(text !== undefined && { methods: installationMethods(text) as never }),
  });
const block = (...methods: readonly string[]) => `provider_installation {\n${methods.join('\n')}\n}`;
const mirror = (path: string, more = '') => `  filesystem_mirror {\n    path = "${path}"\n${more}  }`;
const only = (pattern: string) => `    include = ["${pattern}"]\n`;
const quotas = (limit: number, used = 0): Seen<never> =>
  ({
    seen: {
      quotas: new Map([['ml.m5.large for training job usage', limit]]),
      inUse: { byQuota: new Map([['ml.m5.large for training job usage', used]]), isComplete: true },
    },
  }) as unknown as Seen<never>;
const prices = (asOf: string) =>
  checkPrices({ region: 'r', table: { asOf } as never }, Date.parse('2026-06-01T00:00:00Z'));
const running = { kind: 'running', url: 'http://u', version: '1', runner: 'process' } as const;
const unproven = { kind: 'unproven', url: 'http://u', file: '/f', known: true } as const;

describe('tuneform doctor', () => {
  it.each<[what: string, check: Check, status: Check['status'], says: RegExp]>([
    ['Terraform', terraform('Terraform', '1.5.0'), 'ok', /1\.5\.0 \(x\)/],
    ['an old Terraform', terraform('Terraform', '1.4.6'), 'error', /1\.4\.6, older than 1\.5\.0/],
    ['OpenTofu', terraform('OpenTofu', '1.10.0-beta1'), 'ok', /1\.10/],
    ['an old OpenTofu', terraform('OpenTofu', '1.5.7'), 'error', /OpenTofu 1\.6/],
    ['no Terraform', checkTerraform({ kind: 'missing', command: 'terraform' }), 'error', /install/],
    [
      'no Terraform but OpenTofu',
      checkTerraform({ kind: 'missing', command: 'terraform', other: 'tofu' }),
      'error',
      /TERRAFORM_BINARY_NAME=tofu/,
    ],
    [
      'a Terraform that says nothing',
      checkTerraform({ kind: 'unreadable', command: 'x', output: 'segfault' }),
      'error',
      /segfault/,
    ],
    ['Node', checkNode('20.19.0', '20.19.0'), 'ok', /20/],
    ['an old Node', checkNode('22.1.0', '18.20.1'), 'error', /18\.20\.1/],
    ['no Node on the PATH', checkNode('22.1.0', undefined), 'error', /PATH/],
    ['another Node on the PATH', checkNode('22.1.0', '24.0.0'), 'note', /24\.0\.0 .* 22\.1\.0/],
    ['no CLI configuration', installation(undefined), 'ok', /no CLI configuration/],
    ['a configuration without a block', installation('plugin_cache_dir = "/c"'), 'ok', /no block/],
    ['a commented block', installation(`# ${block('direct {}').replaceAll('\n', '\n# ')}`), 'ok', /no block/],
    ['a block that has only the registry', installation(block('  direct {}')), 'error', /tuneform mirror/],
    ['a mirror with this version', installation(block(mirror('/full'))), 'ok', /\/full/],
    [
      'a mirror for ours, and the registry for others',
      installation(
        block(
          mirror('/full', only('registry.terraform.io/tuneform/*')),
          '  direct {\n    exclude = ["registry.terraform.io/tuneform/*"]\n  }',
        ),
      ),
      'ok',
      /\/full/,
    ],
    ['a mirror without this version', installation(block(mirror('/empty'))), 'error', /mirror \/empty/],
    [
      'a mirror for others',
      installation(block(mirror('/full', only('hashicorp/*')))),
      'error',
      /without a place/,
    ],
    [
      'a mirror that leaves ours out',
      installation(block(mirror('/full', '    exclude = ["tuneform/tuneform"]\n'))),
      'error',
      /without a place/,
    ],
    [
      'a network mirror',
      installation(block('  network_mirror {\n    url = "https://m/"\n  }')),
      'note',
      /https:\/\/m\//,
    ],
    [
      'a mirror in JSON',
      installation('{"provider_installation":{"filesystem_mirror":{"path":"/full","include":["*/*/*"]}}}'),
      'ok',
      /\/full/,
    ],
    [
      'an override',
      installation(block(`  dev_overrides {\n    "${SOURCE}" = "/mine"\n  }`, '  direct {}')),
      'note',
      /\/mine/,
    ],
    [
      'an override of another',
      installation(block('  dev_overrides {\n    "hashicorp/aws" = "/mine"\n  }', mirror('/full'))),
      'ok',
      /\/full/,
    ],
    [
      'a configuration that does not exist',
      checkInstallation({ absent: '/gone', holds: () => true }),
      'note',
      /\/gone/,
    ],
    ['credentials', checkCredentials({ seen: undefined }, 'r'), 'ok', /accepted/],
    ['credentials without the right', checkCredentials(denied, 'r'), 'note', /allow iam:GetRole/],
    [
      'no credentials',
      checkCredentials({ ...failed, unseen: 'no credentials' }, 'r'),
      'error',
      /AWS_PROFILE/,
    ],
    ['no answer', checkCredentials(failed, 'r'), 'error', /does not answer: reset/],
    ['a region', checkRegion('us-gov-west-1', 'AWS_REGION'), 'ok', /AWS_REGION/],
    ['no region', checkRegion('us-east-1', undefined), 'note', /AWS_REGION/],
    ['a misspelt region', checkRegion('us-east1', '--region'), 'error', /"us-east1"/],
    ['quotas', checkQuotas(quotas(2), [], 'r'), 'ok', /1 kinds/],
    ['an account that may not train', checkQuotas(quotas(0), [], 'r'), 'error', /Service Quotas/],
    ['a type with room', checkQuotas(quotas(2, 1), ['ml.m5.large'], 'r'), 'ok', /1 of 2 in use/],
    ['a type without room', checkQuotas(quotas(2, 2), ['ml.m5.large'], 'r'), 'error', /2 of 2 in use/],
    ['an unknown type', checkQuotas(quotas(2), ['ml.m5.larg'], 'r'), 'note', /ml\.m5\.larg: unknown/],
    ['quotas that may not be seen', checkQuotas(denied, [], 'r'), 'note', /allow/],
    ['a role', checkRole(ARN, { seen: { trusts: true } }), 'ok', /lets SageMaker assume it/],
    ['a role for others', checkRole(ARN, { seen: { trusts: false } }), 'error', /sts:AssumeRole/],
    ['no role', checkRole(ARN, { seen: undefined }), 'error', /does not exist/],
    ['a role that may not be seen', checkRole(ARN, denied), 'note', /allow iam:GetRole/],
    ['a role that was not given', roleNotGiven(), 'note', /--role/],
    ['an image', checkImage('i', { seen: { platforms: ['linux/amd64'] } }, []), 'ok', /amd64/],
    [
      'an image for another platform',
      checkImage('i', { seen: { platforms: ['linux/arm64'] } }, ['ml.m5.large']),
      'error',
      /instances run linux\/amd64/,
    ],
    ['no image', checkImage('i', { seen: { missing: 'gone' } }, []), 'error', /gone/],
    ['an image without a platform', checkImage('i', { seen: { platforms: [] } }, []), 'note', /--platform/],
    ['an image that may not be seen', checkImage('i', denied, []), 'note', /allow/],
    ['a machine like the instances', checkMachine('x64'), 'ok', /amd64/],
    ['a machine unlike the instances', checkMachine('arm64'), 'note', /--platform linux\/amd64/],
    ['new prices', prices('2026-05-01'), 'ok', /2026-05-01/],
    ['old prices', prices('2025-05-01'), 'note', /396 days old.*prices refresh --region r/s],
    ['no prices', checkPrices({ region: 'r' }, 0), 'note', /refresh/],
    ['a local cloud', checkLocalCloud(running, 'local', '1'), 'ok', /http:\/\/u/],
    ['a local cloud that isolates nothing', checkLocalCloud(running, 'local', '1'), 'ok', /plain processes/],
    [
      'one that does',
      checkLocalCloud({ ...running, runner: 'namespaces' }, 'local', '1'),
      'ok',
      /images run in namespaces/,
    ],
    [
      'one that has an engine',
      checkLocalCloud({ ...running, runner: 'container' }, 'local', '1'),
      'ok',
      /images run in containers of podman/,
    ],
    ['a local cloud of another version', checkLocalCloud(running, 'local', '2'), 'note', /version 1/],
    ['a local cloud with another key', checkLocalCloud(unproven, 'local', '1'), 'error', /\/f/],
    ['that, for AWS', checkLocalCloud(unproven, 'aws', '1'), 'note', /\/f/],
    ['a silent local cloud', checkLocalCloud({ kind: 'silent', pid: 7 }, 'local', '1'), 'error', /process 7/],
    ['no local cloud', checkLocalCloud({ kind: 'none' }, 'local', '1'), 'error', /local start/],
    ['no local cloud, for AWS', checkLocalCloud({ kind: 'none' }, 'aws', '1'), 'ok', /not need/],
  ])('judges %s', (_, check, status, says) => {
    expect(check.status).toBe(status);
    expect(`${check.says} ${check.remedy ?? ''}`).toMatch(says);
    // All that is not well has a remedy, and nothing else.
    expect(check.remedy === undefined).toBe(status === 'ok');
  });

  it.each([
    ['1.5.0', '1.5.0', false],
    ['1.10.0', '1.9.9', false],
    ['1.4.99', '1.5.0', true],
    ['2', '1.9.9', false],
  ])('compares %s with %s', (version, than, expected) => {
    expect(isOlder(version, than)).toBe(expected);
  });

  it('takes what it is about from states', () => {
    const values = {
      role_arn: ARN,
      algorithm_specification: { training_image: 'i' },
      resource_config: { instance_type: 'ml.m5.large' },
      training_job_definitions: [{ role_arn: ARN, algorithm_specification: { training_image: 'j' } }],
    };
    expect(
      subjectsOf([
        { type: 'tuneform_experiment', values },
        { type: 'aws_lambda_function', values: { role_arn: 'other' } },
      ]),
    ).toEqual({ roles: [ARN], images: ['i', 'j'], instanceTypes: ['ml.m5.large'] });
  });

  it('shows a remedy below what it mends', () => {
    expect(renderChecks([checkRegion('us-east-1', 'x'), checkRole(ARN, { seen: undefined })], noStyle)).toBe(
      `✔ Region  us-east-1 (x)\n✘ Role    ${ARN} does not exist in this account\n          → create it, or correct the ARN and the account`,
    );
  });
});
