resource "tuneform_container_image" "training" {
  name           = "gradient-boosting"
  repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/digits"
  context        = "${path.module}/containers/gradient-boosting"

  build_args = {
    REVISION = "1"
  }
}
