import { rejectedMembers } from '../../../modules/kernel';
import { SAGEMAKER_MEMBERS } from '../../../modules/local-cloud/served-members/sagemaker-members';
import { leavesOf } from '../../support/request-leaves';

describe('the tables of members', () => {
  const tables = Object.entries(SAGEMAKER_MEMBERS);

  test.each(tables)('%s: every path is a leaf of the request, or a list of it', (operation, table) => {
    const paths = leavesOf(operation).map(({ path }) => path);
    const lists = paths.flatMap((path) =>
      [...path.matchAll(/\[\]/g)].map(({ index }) => path.slice(0, index + 2)),
    );
    expect(Object.keys(table).filter((path) => !paths.includes(path) && !lists.includes(path))).toEqual([]);
  });

  test.each(tables)(
    '%s: a member that the API may gain is rejected in every structure',
    (_operation, table) => {
      const structures = new Set(
        Object.keys(table).flatMap((path) =>
          [...`.${path}`.matchAll(/\./g)].map(({ index }) => path.slice(0, Math.max(0, index - 1))),
        ),
      );
      for (const structure of structures) {
        const steps = structure === '' ? [] : structure.split('.');
        const request = steps.reduceRight<unknown>(
          (inner, step) => (step.endsWith('[]') ? { [step.replace('[]', '')]: [inner] } : { [step]: inner }),
          { BrandNew: true },
        );
        const shown = `${structure === '' ? '' : `${structure}.`}BrandNew`.replaceAll('[]', '[0]');
        expect(rejectedMembers(table, request).map(({ member }) => member)).toEqual([shown]);
      }
    },
  );
});
