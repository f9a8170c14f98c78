"""The gRPC methods, by name, with the message types of Google's own client."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import grpc
from google.cloud import tasks_v2
from google.protobuf import empty_pb2

from .queues import Queues
from .requests import Refused

_SERVICE = "google.cloud.tasks.v2.CloudTasks"
_RUNNING, _PAUSED = tasks_v2.Queue.State.RUNNING, tasks_v2.Queue.State.PAUSED

Method = Callable[[Any], Any]


def handlers(queues: Queues) -> grpc.GenericRpcHandler:
    """Handlers for a gRPC server; a method that is not here is UNIMPLEMENTED."""
    methods: Mapping[str, tuple[type[Any], Method]] = {
        "CreateTask": (tasks_v2.CreateTaskRequest, lambda r: queues.create(r.parent, r.task)),
        "GetTask": (tasks_v2.GetTaskRequest, lambda r: queues.task(r.name)),
        "ListTasks": (tasks_v2.ListTasksRequest, lambda r: _listing(queues, r)),
        "DeleteTask": (tasks_v2.DeleteTaskRequest, lambda r: _deleted(queues, r)),
        "CreateQueue": (tasks_v2.CreateQueueRequest, lambda r: queues.create_queue(r.queue)),
        "GetQueue": (tasks_v2.GetQueueRequest, lambda r: queues.queue(r.name)),
        "PauseQueue": (tasks_v2.PauseQueueRequest, lambda r: queues.set_state(r.name, _PAUSED)),
        "ResumeQueue": (tasks_v2.ResumeQueueRequest, lambda r: queues.set_state(r.name, _RUNNING)),
        "PurgeQueue": (tasks_v2.PurgeQueueRequest, lambda r: queues.purge(r.name)),
    }
    return grpc.method_handlers_generic_handler(
        _SERVICE, {name: _handler(request, method) for name, (request, method) in methods.items()}
    )


def _handler(request: type[Any], method: Method) -> grpc.RpcMethodHandler:
    def answer(asked: Any, context: grpc.ServicerContext) -> Any:
        try:
            return method(asked)
        except Refused as refused:
            context.abort(refused.code, refused.message)

    return grpc.unary_unary_rpc_method_handler(
        answer, request_deserializer=request.deserialize, response_serializer=_bytes
    )


def _bytes(message: Any) -> bytes:
    if isinstance(message, empty_pb2.Empty):
        empty: bytes = message.SerializeToString()
        return empty
    serialized: bytes = type(message).serialize(message)
    return serialized


def _listing(queues: Queues, request: tasks_v2.ListTasksRequest) -> tasks_v2.ListTasksResponse:
    queues.queue(request.parent)
    size = request.page_size or 1000
    start = int(request.page_token or 0)
    tasks = [entry.task for entry in queues.of(request.parent)]
    more = str(start + size) if start + size < len(tasks) else ""
    return tasks_v2.ListTasksResponse(tasks=tasks[start : start + size], next_page_token=more)


def _deleted(queues: Queues, request: tasks_v2.DeleteTaskRequest) -> empty_pb2.Empty:
    queues.delete(request.name)
    return empty_pb2.Empty()
