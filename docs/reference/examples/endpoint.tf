resource "tuneform_endpoint" "digits" {
  name           = "digits"
  role_arn       = "arn:aws:iam::123456789012:role/serving"
  model_data_url = tuneform_champion.digits.model_data_url
  image          = tuneform_champion.digits.training_image

  production_variant = {
    instance_type = "ml.m5.large"
  }

  smoke_request = {
    content_type   = "text/csv"
    accept         = "text/csv"
    body           = join(",", [for pixel in range(64) : 0])
    expect_pattern = "^[0-9]"
  }
}
