# Serving by SageMaker's contract: `GET /ping` and `POST /invocations`, with CSV that has a header line.

serve <- function() {
  # Once, before the server listens: the answer to /ping then means that predictions work.
  model <- load_model(file.path(ML, "model"))
  port <- as.integer(Sys.getenv("SAGEMAKER_BIND_TO_PORT", "8080"))
  server <- plumber::pr()
  server <- plumber::pr_set_debug(server, FALSE)
  server <- plumber::pr_get(server, "/ping", function() "", serializer = plumber::serializer_text())
  server <- plumber::pr_post(
    server, "/invocations",
    function(req, res) answer(model, req, res),
    parsers = "octet", serializer = plumber::serializer_text()
  )
  plumber::pr_run(server, host = "0.0.0.0", port = port, docs = FALSE, quiet = TRUE)
}

# One prediction per line. What is wrong with a request is said with status 400; 415 is another content type.
answer <- function(model, req, res) {
  type <- sub(";.*$", "", if (is.null(req$CONTENT_TYPE)) "text/csv" else req$CONTENT_TYPE)
  if (type != "text/csv") {
    res$status <- 415L
    return(sprintf("this model reads text/csv with a header line, not %s\n", type))
  }
  tryCatch(
    {
      table <- read_body(req$bodyRaw)
      paste0(paste(format(predict_rows(model, table), digits = 15, trim = TRUE), collapse = "\n"), "\n")
    },
    bad_input = function(error) {
      res$status <- 400L
      paste0(conditionMessage(error), "\n")
    }
  )
}

read_body <- function(bytes) {
  text <- rawToChar(bytes)
  if (!nzchar(trimws(text))) refuse("the request has no rows")
  table <- tryCatch(
    utils::read.csv(text = text, stringsAsFactors = FALSE),
    error = function(error) refuse("the request is not CSV: %s", conditionMessage(error))
  )
  if (nrow(table) == 0) refuse("the request has a header line and no rows")
  table
}
