# The details of the champion that the resource holds.
data "tuneform_champion" "digits" {
  name              = "digits"
  training_job_name = tuneform_champion.digits.training_job_name
}

# The best model of an experiment that another configuration owns.
data "tuneform_champion" "churn" {
  name  = "churn"
  owner = "growth-team"
}

output "churn_model" {
  value = data.tuneform_champion.churn.current.model_data_url
}
