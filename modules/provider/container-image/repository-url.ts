import { parseImageReference } from '../../aws';
import { errorAt } from '../../kernel';
import type { Validator } from '../../plugin';

/** Checks the address of a repository in ECR's form: host and name, without a scheme and without a tag. */
export const repositoryUrl: Validator<string> = {
  description: 'host and name of a repository, without `https://` and without a tag',
  check: (value, path) =>
    isRepositoryUrl(value)
      ? []
      : [
          errorAt(
            path,
            'Malformed Repository Address',
            `"${value}" is not the address of an image repository. Write only host and name, in lower case, without ` +
              'https:// and without a tag or digest, such as aws_ecr_repository.….repository_url.',
          ),
        ],
};

function isRepositoryUrl(value: string): boolean {
  const reference = parseImageReference(value);
  return reference !== undefined && value === `${reference.registry}/${reference.repository}`;
}
