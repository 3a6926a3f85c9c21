output "bucket" {
  description = "Bucket of data and models."
  value       = aws_s3_bucket.this.id
}

output "image_uri" {
  description = "The pushed image, by digest."
  value       = tuneform_container_image.this.image_uri
}

output "role_arn" {
  description = "Role of the jobs and the endpoint."
  value       = aws_iam_role.this.arn
}

output "tuning_job_names" {
  description = "All tuning jobs, the newest last."
  value       = split(" ", tuneform_experiment.this.tuning_job_names)
}

output "cost_ceiling" {
  description = "The most that the newest search can cost."
  value       = tuneform_experiment.this.cost_ceiling
}

output "champion" {
  description = "Status of the newest search, and training job, metric and artifact of the champion."
  value = {
    status            = tuneform_champion.this.status
    training_job_name = tuneform_champion.this.training_job_name
    metric_value      = try(tuneform_champion.this.current.metric_value, null)
    model_data_url    = tuneform_champion.this.model_data_url
  }
}

output "endpoint_name" {
  description = "Name of the endpoint; null without one."
  value       = one(tuneform_endpoint.this[*].name)
}
