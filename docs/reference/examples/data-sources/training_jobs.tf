# The ten best training jobs of an experiment.
data "tuneform_training_jobs" "best" {
  name     = "digits"
  statuses = ["Completed"]
  limit    = 10
}

# Why others failed, oldest first.
data "tuneform_training_jobs" "failed" {
  name     = "digits"
  statuses = ["Failed"]
  sort_by  = "creation_time"
}

output "failures" {
  value = { for job in data.tuneform_training_jobs.failed.training_jobs : job.training_job_name => job.failure_reason }
}
