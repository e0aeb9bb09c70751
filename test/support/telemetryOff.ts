// Some tests load ONNX Runtime's binding by themselves.
process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
