resource "tuneform_champion" "digits" {
  name             = "digits"
  tuning_job_names = tuneform_experiment.digits.tuning_job_names

  wait = {
    timeout = "30m"
  }

  gate = {
    minimum_value       = 0.9
    minimum_improvement = 0.005
  }
}
