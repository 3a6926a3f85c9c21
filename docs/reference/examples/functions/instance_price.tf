# What the endpoint's two instances cost in a month of 730 hours.
output "endpoint_usd_a_month" {
  value = 2 * 730 * provider::tuneform::instance_price("us-east-1", "ml.m5.large", "hosting")
}
