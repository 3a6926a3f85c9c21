const DOCKERFILE = `FROM debian:12-slim

# A base that has the packages already needs no network.
RUN dpkg --status r-base-core r-cran-plumber > /dev/null 2>&1 \\
 || (apt-get update \\
 && apt-get install --yes --no-install-recommends r-base-core r-cran-plumber \\
 && rm -rf /var/lib/apt/lists/*)

WORKDIR /opt/program
ENV PATH=/opt/program:$PATH
COPY train serve *.R ./

EXPOSE 8080
`;

/** R as the first process of a container would ignore SIGTERM. */
const started = (program: string, status: string): string => `#!/bin/sh
# SageMaker stops a container by SIGTERM, which R as its first process would ignore.
trap 'kill "$program" 2>/dev/null; exit ${status}' TERM
Rscript --no-init-file "$(dirname "$0")/${program}" &
program=$!
wait "$program"
`;

const MODEL = `# Linear regression of the label with a penalty. Replace it with a model of your own; train.R and serve.R know nothing else of it.

# SageMaker always uses /opt/ml; the variable is for runs outside of a container.
ML <- Sys.getenv("SAGEMAKER_BASE_DIR", "/opt/ml")

fit <- function(rows, labels, penalty) {
  x <- cbind(1, rows)
  list(weights = as.vector(solve(crossprod(x) + penalty * diag(ncol(x)), crossprod(x, labels))))
}

predict_rows <- function(model, rows) {
  if (ncol(rows) + 1 != length(model$weights)) {
    stop(sprintf("a row has %d values; the model was trained with %d", ncol(rows), length(model$weights) - 1))
  }
  as.vector(cbind(1, rows) %*% model$weights)
}

# Numbers alone: loading them cannot run code.
save_model <- function(model) {
  dir.create(file.path(ML, "model"), recursive = TRUE, showWarnings = FALSE)
  writeLines(jsonlite::toJSON(model, digits = I(17)), file.path(ML, "model", "model.json"))
}

load_model <- function() jsonlite::fromJSON(file.path(ML, "model", "model.json"))

# CSV without a header.
read_rows <- function(source) {
  table <- utils::read.csv(source, header = FALSE)
  if (!all(vapply(table, is.numeric, TRUE))) stop("a value is not a number")
  as.matrix(unname(table))
}
`;

const HERE = `source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "model.R"))`;

const TRAIN = `# Trains one model by SageMaker's contract: channels and hyperparameters in, metric lines and a model out.
${HERE}

DEFAULTS <- list(penalty = 1)

# SageMaker passes every value as text, and adds names of its own that begin with _ .
read_hyperparameters <- function() {
  file <- file.path(ML, "input", "config", "hyperparameters.json")
  given <- if (file.exists(file)) jsonlite::fromJSON(file, simplifyVector = FALSE) else list()
  given <- given[!startsWith(as.character(names(given)), "_")]
  unknown <- setdiff(names(given), names(DEFAULTS))
  if (length(unknown) > 0) {
    stop(sprintf("unknown hyperparameter %s; known are %s", unknown[1], paste(names(DEFAULTS), collapse = ", ")))
  }
  lapply(utils::modifyList(DEFAULTS, given), as.numeric)
}

# The label first.
read_channel <- function(name) {
  files <- list.files(file.path(ML, "input", "data", name), "[.]csv$", recursive = TRUE, full.names = TRUE)
  if (length(files) == 0) stop(sprintf("there is no CSV file in the channel %s", name))
  table <- do.call(rbind, lapply(files, read_rows))
  list(labels = table[, 1], rows = table[, -1, drop = FALSE])
}

train <- function() {
  settings <- read_hyperparameters()
  # Tuneform compares this line with what it passed.
  cat("hyperparameters: ", jsonlite::toJSON(settings, digits = I(17), auto_unbox = TRUE), "\\n", sep = "")
  training <- read_channel("train")
  model <- fit(training$rows, training$labels, settings$penalty)
  validation <- read_channel("validation")
  right <- (predict_rows(model, validation$rows) >= 0.5) == (validation$labels >= 0.5)
  save_model(model)
  cat(sprintf("validation:accuracy=%.9g\\n", mean(right)))
}

tryCatch(train(), error = function(error) {
  # SageMaker shows this file as the reason of the failure.
  dir.create(file.path(ML, "output"), recursive = TRUE, showWarnings = FALSE)
  writeLines(conditionMessage(error), file.path(ML, "output", "failure"))
  message("training failed: ", conditionMessage(error))
  quit(status = 1)
})
`;

const SERVE = `# Serves the model by SageMaker's contract: GET /ping, and POST /invocations with one row of CSV a line.
${HERE}

model <- load_model()

answer <- function(req, res) {
  type <- sub(" *;.*$", "", if (is.null(req$CONTENT_TYPE)) "text/csv" else req$CONTENT_TYPE)
  if (type != "text/csv") {
    res$status <- 415L
    return("this model reads text/csv\\n")
  }
  tryCatch(
    {
      rows <- read_rows(textConnection(rawToChar(req$bodyRaw)))
      paste0(paste(format(predict_rows(model, rows), digits = 15, trim = TRUE), collapse = "\\n"), "\\n")
    },
    error = function(error) {
      res$status <- 400L
      paste0(conditionMessage(error), "\\n")
    }
  )
}

text <- plumber::serializer_text()
server <- plumber::pr_set_debug(plumber::pr(), FALSE)
server <- plumber::pr_get(server, "/ping", function() "", serializer = text)
server <- plumber::pr_post(server, "/invocations", answer, parsers = "octet", serializer = text)
port <- as.integer(Sys.getenv("SAGEMAKER_BIND_TO_PORT", "8080"))
plumber::pr_run(server, host = "0.0.0.0", port = port, docs = FALSE, quiet = TRUE)
`;

const TEST = `# Trains on the sample data without SageMaker: Rscript container/tests/test-train.R

ml <- tempfile()
dir.create(file.path(ml, "input", "config"), recursive = TRUE)
file.symlink(normalizePath("data"), file.path(ml, "input", "data"))

train <- function(hyperparameters) {
  writeLines(hyperparameters, file.path(ml, "input", "config", "hyperparameters.json"))
  environment <- paste0("SAGEMAKER_BASE_DIR=", ml)
  suppressWarnings(system2("container/train", env = environment, stdout = TRUE, stderr = FALSE))
}

# It prints the metric and leaves a model.
said <- train('{"penalty": "0.1"}')
accuracy <- as.numeric(sub("^validation:accuracy=", "", grep("^validation:accuracy=", said, value = TRUE)))
stopifnot(accuracy > 0.5, file.exists(file.path(ml, "model", "model.json")))

# It says why it fails.
failed <- train('{"penalti": "0.1"}')
reason <- readLines(file.path(ml, "output", "failure"))
stopifnot(attr(failed, "status") == 1, grepl("unknown hyperparameter penalti", reason))
cat("OK\\n")
`;

/** A container in R, by path; what starts is executable. */
export const R_CONTAINER = {
  files: {
    'container/Dockerfile': DOCKERFILE,
    'container/.dockerignore': '.dockerignore\nDockerfile\ntests\n',
    'container/model.R': MODEL,
    'container/train': started('train.R', '143'),
    'container/train.R': TRAIN,
    'container/serve': started('serve.R', '0'),
    'container/serve.R': SERVE,
    'container/tests/test-train.R': TEST,
  },
  test: 'Rscript container/tests/test-train.R',
  ranges: [{ name: 'penalty', kind: 'continuous', min: 0.001, max: 10, scaling: 'Logarithmic', inside: '1' }],
} as const;
