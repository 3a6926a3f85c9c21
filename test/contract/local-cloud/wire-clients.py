"""What boto3 sees of the local cloud: prints one JSON object that the test compares."""
import datetime, io, json, os, sys, time
import boto3
from botocore.client import Config
from botocore.exceptions import ClientError

out = {}

def code_of(call):
    try:
        call()
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
    return None

out["identity"] = boto3.client("sts").get_caller_identity()["Arn"]

s3 = boto3.client("s3")
s3.create_bucket(Bucket="boto-bucket")
key = "dir/a b+c=é&(1).txt"
body = bytes(range(256)) * 2000
s3.put_object(Bucket="boto-bucket", Key=key, Body=body, Metadata={"owner": "me"}, ContentType="text/x")
got = s3.get_object(Bucket="boto-bucket", Key=key)
out["round_trip"] = got["Body"].read() == body and got["Metadata"] == {"owner": "me"}
big = bytes(9 * 1024 * 1024)
s3.upload_fileobj(io.BytesIO(big), "boto-bucket", "big")
out["multipart"] = s3.head_object(Bucket="boto-bucket", Key="big")["ETag"].endswith('-2"')
sink = io.BytesIO()
s3.download_fileobj("boto-bucket", "big", sink)
out["download"] = sink.getvalue() == big
out["keys"] = [o["Key"] for p in s3.get_paginator("list_objects_v2").paginate(Bucket="boto-bucket", PaginationConfig={"PageSize": 1}) for o in p.get("Contents", [])]
v4 = boto3.client("s3", config=Config(signature_version="s3v4"))
import urllib.error, urllib.request
out["presigned"] = urllib.request.urlopen(v4.generate_presigned_url("get_object", Params={"Bucket": "boto-bucket", "Key": key})).read() == body
try:
    urllib.request.urlopen(boto3.client("s3", config=Config(signature_version="s3")).generate_presigned_url("get_object", Params={"Bucket": "boto-bucket", "Key": key}))
    out["presigned_v2"] = 200
except urllib.error.HTTPError as error:
    out["presigned_v2"] = error.code
out["missing_key"] = code_of(lambda: s3.get_object(Bucket="boto-bucket", Key="none"))
out["missing_bucket"] = code_of(lambda: s3.list_objects_v2(Bucket="none-such"))
s3.put_bucket_versioning(Bucket="boto-bucket", VersioningConfiguration={"Status": "Enabled"})
s3.put_object(Bucket="boto-bucket", Key="v", Body=b"1")
s3.put_object(Bucket="boto-bucket", Key="v", Body=b"2")
boto3.resource("s3").Bucket("boto-bucket").object_versions.delete()
s3.delete_bucket(Bucket="boto-bucket")

iam = boto3.client("iam")
trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
role = iam.create_role(RoleName="boto", AssumeRolePolicyDocument=json.dumps(trust), Tags=[{"Key": "a", "Value": "b"}])["Role"]
out["trust"] = iam.get_role(RoleName="boto")["Role"]["AssumeRolePolicyDocument"] == trust
out["created"] = isinstance(role["CreateDate"], datetime.datetime)
out["missing_role"] = code_of(lambda: iam.get_role(RoleName="none"))
out["bad_role"] = code_of(lambda: iam.create_role(RoleName="bad role", AssumeRolePolicyDocument=json.dumps(trust)))

ecr = boto3.client("ecr")
out["repository"] = ecr.create_repository(repositoryName="boto/app")["repository"]["repositoryArn"]
out["again"] = code_of(lambda: ecr.create_repository(repositoryName="boto/app"))

logs = boto3.client("logs")
logs.create_log_group(logGroupName="boto")
logs.create_log_stream(logGroupName="boto", logStreamName="s")
logs.put_log_events(logGroupName="boto", logStreamName="s", logEvents=[{"timestamp": int(time.time() * 1000), "message": "héllo"}])
out["events"] = [e["message"] for e in logs.get_log_events(logGroupName="boto", logStreamName="s", startFromHead=True)["events"]]
out["missing_group"] = code_of(lambda: logs.describe_log_streams(logGroupName="none"))

out["not_served"] = code_of(lambda: iam.list_users())
out["wrong_secret"] = code_of(lambda: boto3.client("iam", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key="guess").list_roles())
out["unknown_key"] = code_of(lambda: boto3.client("s3", aws_access_key_id="NOBODY", aws_secret_access_key="guess").list_buckets())
json.dump(out, sys.stdout)
