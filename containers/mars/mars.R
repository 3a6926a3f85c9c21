# The image's program: `mars.R train` and `mars.R serve`, as SageMaker starts them.

folder <- "/opt/program"
source(file.path(folder, "hyperparameters.R"))
source(file.path(folder, "tables.R"))
source(file.path(folder, "model.R"))
source(file.path(folder, "train.R"))
source(file.path(folder, "serve.R"))

given <- commandArgs(trailingOnly = TRUE)
# The whole argument decides: a search for the letters would also find `train` in a path.
if (identical(given, "train")) {
  quit(status = train())
} else if (identical(given, "serve")) {
  serve()
} else {
  message("usage: mars.R train|serve, not: ", paste(given, collapse = " "))
  quit(status = 2)
}
