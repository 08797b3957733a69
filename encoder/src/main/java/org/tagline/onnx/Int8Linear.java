package org.tagline.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Linear layer with products of 8-bit integers: weights have one scale per output, inputs a scale
 * computed at run time.
 *
 * <p>Weights use 7 of the 8 bits. Processors without VNNI add two products in 16 bits, which would
 * overflow with 8-bit weights
 * (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
 */
final class Int8Linear implements LinearLayer {
  private static final int LARGEST = 63;

  @Override
  public String add(OnnxGraph graph, String x, String module, Tensor weight, Tensor bias) {
    Quantized quantized = Quantized.of(weight);
    String matrix = module + ".weight_quantized";
    String scales = module + ".weight_scale";
    String zero = module + ".weight_zero_point";
    long[] outputs = {quantized.outputs()};
    graph.initializer(
        matrix,
        OnnxGraph.Type.INT8,
        new long[] {quantized.inputs(), quantized.outputs()},
        ByteBuffer.wrap(quantized.transposed()));
    graph.initializer(scales, OnnxGraph.Type.FLOAT, outputs, floats(quantized.scales()));
    graph.initializer(zero, OnnxGraph.Type.INT8, outputs, ByteBuffer.allocate(quantized.outputs()));
    List<String> input = graph.quantized(x);
    String product =
        graph.node(
            "MatMulInteger",
            LinearLayer.path(module, "MatMulInteger"),
            List.of(input.get(0), matrix, input.get(2), zero));
    String scale =
        graph.node("Mul", LinearLayer.path(module, "Scale"), List.of(input.get(1), scales));
    String unscaled =
        graph.node(
            "Cast", LinearLayer.path(module, "Cast"), List.of(product), OnnxGraph.with("to", 1));
    String scaled = graph.node("Mul", LinearLayer.path(module, "Mul"), List.of(unscaled, scale));
    String shift = graph.weight(module + ".bias", bias);
    return graph.node("Add", LinearLayer.path(module, "Add"), List.of(scaled, shift));
  }

  private static ByteBuffer floats(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.flip();
  }

  /** A weight {@code [out, in]} quantized to {@code [in, out]} with one scale per output. */
  private record Quantized(byte[] transposed, float[] scales, int inputs, int outputs) {

    static Quantized of(Tensor weight) {
      int outputs = Math.toIntExact(weight.size(0));
      int inputs = Math.toIntExact(weight.size(1));
      float[] row = new float[inputs];
      float[] scales = new float[outputs];
      byte[] transposed = new byte[inputs * outputs];
      for (int out = 0; out < outputs; out++) {
        weight.data_ptr_float().position((long) out * inputs).get(row);
        float largest = 0;
        for (float value : row) {
          largest = Math.max(largest, Math.abs(value));
        }
        scales[out] = largest == 0 ? 1 : largest / LARGEST;
        for (int in = 0; in < inputs; in++) {
          transposed[in * outputs + out] = (byte) Math.round(row[in] / scales[out]);
        }
      }
      return new Quantized(transposed, scales, inputs, outputs);
    }
  }
}
