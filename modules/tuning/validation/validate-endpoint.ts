import { errorAt, messageOf } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { S3_OBJECT_ADDRESS } from '../s3-address';
import { checkImageUri } from './attributes/check-image-uri';
import { checkInstanceType } from './attributes/check-instance-type';
import { checkWholeNumber } from './attributes/check-number';
import { checkLength } from './attributes/check-text';
import { checkRole } from './attributes/leaf-checks';
import { Report } from './report';

/**
 * The known part of an endpoint, under Terraform's attribute names. `undefined` means unknown and skips the checks
 * that need it; null means not set.
 */
export interface EndpointDraft {
  readonly name?: string | undefined;
  readonly role_arn?: string | undefined;
  readonly model_data_url?: string | null | undefined;
  readonly image?: string | null | undefined;
  readonly production_variant?:
    | {
        readonly instance_type?: string | null | undefined;
        readonly initial_instance_count?: number | null | undefined;
        readonly variant_name?: string | null | undefined;
      }
    | null
    | undefined;
  readonly smoke_request?: { readonly expect_pattern?: string | null | undefined } | null | undefined;
}

/** SageMaker's pattern for the name of an endpoint or a variant, matched against the whole text. */
const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/**
 * Checks an endpoint as far as possible without asking AWS, at synth and at plan. Paths use Terraform's attribute
 * names. Never throws.
 */
export function validateEndpoint(draft: EndpointDraft): readonly Diagnostic[] {
  const report = new Report();
  const { role_arn: role, model_data_url: artifact, image } = draft;
  checkHostingName(draft.name, ['name'], report);
  if (role !== undefined) checkRole(role, { path: ['role_arn'], name: 'role_arn' }, report);
  if (typeof artifact === 'string' && !S3_OBJECT_ADDRESS.test(artifact)) {
    report.error(
      ['model_data_url'],
      'Invalid S3 Location',
      `model_data_url is "${artifact}". It must be the address of one object, such as s3://bucket/model.tar.gz.`,
    );
  }
  if (typeof artifact === 'string' && image === null) {
    report.error(
      ['image'],
      'Image Missing',
      'An artifact needs an image that serves it. Set image to the image with the model server, for example the image_uri ' +
        'of a tuneform_container_image.',
    );
  }
  const imagePlace = { path: ['image'], name: 'image' };
  if (checkLength(image ?? undefined, { ...imagePlace, min: 1, max: 255 }, report)) {
    checkImageUri(image ?? '', imagePlace, report);
  }
  checkVariant(draft.production_variant, report);
  return [...report.diagnostics, ...patternFaults(draft.smoke_request?.expect_pattern)];
}

/** A program that writes the configuration may pass null, which Terraform itself would reject at plan. */
function checkVariant(variant: EndpointDraft['production_variant'], report: Report): void {
  if (variant === undefined) return;
  if (variant === null) {
    report.error(
      ['production_variant'],
      'Production Variant Missing',
      'production_variant is null. It says which machines serve the model: set at least its instance_type.',
    );
    return;
  }
  report.diagnostics.push(
    ...checkInstanceType(variant.instance_type ?? undefined, 'hosting', [
      'production_variant',
      'instance_type',
    ]),
  );
  const path = ['production_variant', 'initial_instance_count'];
  const rule = { path, name: 'production_variant.initial_instance_count', min: 1 };
  checkWholeNumber(variant.initial_instance_count ?? undefined, rule, report);
  checkHostingName(variant.variant_name ?? undefined, ['production_variant', 'variant_name'], report);
}

function checkHostingName(name: string | undefined, path: readonly string[], report: Report): void {
  if (name === undefined || NAME.test(name)) return;
  report.error(
    path,
    'Invalid Name',
    `${path.join('.')} ${JSON.stringify(name)} is not allowed. Use 1 to 63 letters, digits and hyphens, beginning and ending ` +
      'with a letter or digit.',
  );
}

function patternFaults(pattern: string | null | undefined): readonly Diagnostic[] {
  if (pattern === null || pattern === undefined) return [];
  try {
    new RegExp(pattern);
    return [];
  } catch (error) {
    return [
      errorAt(
        ['smoke_request', 'expect_pattern'],
        'Regular Expression Does Not Compile',
        `"${pattern}" is not a regular expression: ${messageOf(error)}. Escape special characters with a backslash.`,
      ),
    ];
  }
}
