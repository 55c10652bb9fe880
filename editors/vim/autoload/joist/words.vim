" The words of Joist; made by `scripts/test --update`.

" begin a statement
let joist#words#statements = split('
      \ allow assume decide defer design endpoints feature flow import kind need remove stage
      \ table type unit view
      \')

" mean something within some statement
let joist#words#words = split('
      \ as because but by collapse fail hide hit in index key miss neighbours of on over
      \ partition per query read ref show survive tag until write x
      \')

" stand before a `:`
let joist#words#attributes = split('
      \ allow auth availability bandwidth batch capacity color concurrency cost delay direction
      \ discipline disk domain failover fails flow headroom hit holds icon idempotency
      \ idempotent latency latency_p99 limit link managed most mtbf mttr needs nodes note
      \ optional order owner page parallel peak rank reads replicas retention retries role rows
      \ scales shards sharing size skew standby strict tags tech theme timeout tokens weight
      \ work writes zones
      \')

" values that some attribute takes
let joist#words#choices = split('
      \ all auto automatic cache compute contrast copies dark down external fifo group left
      \ light manual neutral no none one pass print queue quorum rack region right services
      \ shared source split store up yes zone
      \')

" what a component can be, of the standard library
let joist#words#kinds = split('
      \ activemq adyen airflow akamai alb algolia android anthropic api_gateway apns aurora
      \ auth0 aws_api_gateway aws_waf azure_blob azure_search azure_sql balancer bedrock
      \ bigquery bigtable blob_store browser bucket cache cassandra cdn celery cell ceph chroma
      \ claude clickhouse client cloud_function cloud_run cloud_sql cloudflare cloudfront
      \ cloudwatch cluster cockroach cockroachdb cognito consul container coordinator cosmosdb
      \ couchbase couchdb cron data_lake data_warehouse database datacenter datadog db dc
      \ dead_letter desktop device dlq dns document_store documentdb dragonfly druid dynamo
      \ dynamodb ec2 efs elasticache elasticsearch elb embedder embedding_model embeddings envoy
      \ etcd event_bus event_hubs eventbridge external fargate fastly fcm feature_flags
      \ feature_store file_system filesystem firestore firewall flink function gateway gcs
      \ gemini google_pubsub gpt gpu_worker grafana graph_db graphql group guardrail haproxy
      \ hazelcast hbase hdfs identity_provider idp influxdb ios iot_device jaeger k8s kafka
      \ key_value keycloak keydb kinesis kong kubernetes lambda language_model lb llm
      \ load_balancer log loki mail_gateway managed_balancer maps_provider mariadb meilisearch
      \ memcache memcached memorystore microservice milvus minio mobile mobile_app model_gateway
      \ model_server mongo mongodb monitoring mq mqtt msk mssql mysql namespace nat_gateway nats
      \ neo4j neon neptune nfs nginx nlb object_store okta ollama openai opensearch oracle
      \ otel_collector payment_gateway payment_provider paypal pgvector pinecone pinot
      \ planetscale postgres postgresql prometheus psp pubsub pulsar push_gateway qdrant queue
      \ rabbitmq rack rds redis redis_streams redpanda redshift region reranker reverse_proxy
      \ rocksdb route53 s3 saas scheduler scylla scylladb search_engine search_index
      \ secret_store sendgrid sensor service service_bus ses sms_gateway snowflake sns solr
      \ spanner spark sql sqlite sqlserver sqs sqs_fifo step_functions stripe subnet supabase
      \ temporal third_party tidb time_series timescale timeseries timestream topic traefik
      \ transcoder triton tsdb twilio typesense valkey varnish vault vector_db vector_index
      \ vector_store vectordb vendor vitess vllm vm vpc vpn waf warehouse weaviate web_app
      \ webapp webhook websocket websocket_gateway wide_column worker yugabyte zone zookeeper
      \')

" of columns, of the standard library
let joist#words#types = split('
      \ bigint bigserial binary blob bool boolean bytea bytes char date datetime decimal double
      \ enum float geohash int integer interval json jsonb money numeric point real serial
      \ smallint text time timestamp timestamptz uuid varchar vector
      \')

" behind numbers
let joist#words#units = split('
      \ B EB GB Gbit Gbps GiB KB Kbit Kbps KiB MB Mbit Mbps MiB PB PiB TB Tbit Tbps TiB bit bits
      \ bps byte bytes day days event events h hour hours item items kB kbit kbps message
      \ messages min minute minutes month months ms ns qps record records req reqs request
      \ requests row rows rps s second seconds token tokens us user users week weeks year years
      \ µs μs
      \')

" in expressions
let joist#words#functions = split('
      \ ceil floor log log10 log2 max min round sqrt
      \')

" what is computed of a design, a component or a flow
let joist#words#figures = split('
      \ availability bandwidth busy capacity carried cost done downtime full_in growth instances
      \ load mean mean_rate needed offered p50 p90 p95 p99 p999 per_request reads shed storage
      \ tokens utilization writes
      \')

" in allowances
let joist#words#rules = split('
      \ ambiguous-name cascade chatty-call cold-cache deep-chain deep-nesting definition-ring
      \ dimension-mismatch disk-full double-charge duplicate-attribute duplicate-name encoding
      \ even-quorum foreign-language fragile-pair group-as-end growing-backlog guess-decides
      \ hard-dependency hot-key hyphenated-name idle-arrow idle-consumers import-outside
      \ import-ring long-name lookalike-arrow lookalike-character lost-traffic
      \ misplaced-attribute misplaced-statement missed-need missing-requirements missing-timeout
      \ model-on-hot-path no-dead-letter no-failover-capacity no-headroom no-tradeoff one-zone
      \ open-endpoint outgrown-decision outside-flow overbuilt overload oversized pool-exhausted
      \ premature-shards range-magnitude restated-arrow retry-storm runaway-loop shared-split
      \ sheds-load single-point-of-failure stray-brace synchronous-cycle synchronous-fan-out
      \ syntax text-size timeout-inversion token-cost token-limit too-large two-zone-quorum
      \ unbounded-growth unbounded-queue unchecked-need unclear-entry unclosed-block
      \ unclosed-string undecided undeclared-name undefined-result unexpected-value
      \ unguarded-store unindexed-query unit-name unknown-arrow unknown-attribute
      \ unknown-capacity unknown-figure unknown-flow unknown-function unknown-kind unknown-name
      \ unknown-size unknown-type unknown-unit unlimited-endpoint unmatched-rate unmet-condition
      \ unmet-feature unpaged-list unpartitioned-table unquoted-text unreachable-component
      \ unreadable-file unreadable-import unrouted-model unstated-figure unused-allowance
      \ unused-quantity vacuous-need
      \')
