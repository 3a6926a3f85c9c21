import type {
  AddTagsInput,
  AddTagsOutput,
  DeleteTagsInput,
  DeleteTagsOutput,
  ListTagsInput,
  ListTagsOutput,
} from '@aws-sdk/client-sagemaker';
import { inOrder } from '../../paging';
import type { OperationHandler } from '../../../ports/service';
import { addTags } from './add-tags';
import { invalid, member } from '../rejections';
import { listPage } from '../listing/list-page';
import type { SageMakerDependencies } from '../sagemaker-dependencies';

/** AddTags, ListTags, DeleteTags. */
export function tagOperations(dependencies: SageMakerDependencies) {
  const { tags } = dependencies;

  const AddTags: OperationHandler<AddTagsInput, AddTagsOutput> = (input) => {
    const added = member(input.Tags, 'tags');
    return { Tags: [...addTags(tags, existing(input.ResourceArn), added)] };
  };

  const ListTags: OperationHandler<ListTagsInput, ListTagsOutput> = (input) => {
    const all = inOrder(tags.get(existing(input.ResourceArn)), { placeOf: ({ Key: key = '' }) => key });
    const { items, ...token } = listPage(all, { MaxResults: 50, ...input });
    return { Tags: [...items], ...token };
  };

  const DeleteTags: OperationHandler<DeleteTagsInput, DeleteTagsOutput> = (input) => {
    const arn = existing(input.ResourceArn);
    const keys = member(input.TagKeys, 'tagKeys');
    tags.set(
      arn,
      tags.get(arn).filter(({ Key: key = '' }) => !keys.includes(key)),
    );
    return {};
  };

  /** Returns the ARN if it names an existing resource. */
  function existing(given: string | undefined): string {
    const arn = member(given, 'resourceArn');
    const [, kind = '', name = ''] = /^arn:aws:sagemaker:[^:]*:[^:]*:([a-z-]+)\/(.+)$/i.exec(arn) ?? [];
    if (find(kind.toLowerCase(), name) === undefined) throw invalid(`Could not find resource "${arn}".`);
    return arn;
  }

  function find(kind: string, name: string): unknown {
    switch (kind) {
      case 'hyper-parameter-tuning-job':
        return dependencies.tuning.get(name);
      case 'training-job':
        return dependencies.training.get(name);
      case 'algorithm':
        return dependencies.algorithms.get(name);
      case 'model':
        return dependencies.models.get(name);
      case 'endpoint-config':
        return dependencies.endpointConfigs.get(name);
      case 'endpoint':
        return dependencies.endpoints.get(name);
      default:
        return undefined;
    }
  }

  return { AddTags, ListTags, DeleteTags };
}
