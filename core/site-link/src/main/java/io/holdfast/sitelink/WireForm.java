package io.holdfast.sitelink;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** How values of one type stand on the wire. Built once per type from its record components. */
abstract class WireForm {

    private static final ClassValue<WireForm> FORMS =
            new ClassValue<>() {
                @Override
                protected WireForm computeValue(Class<?> type) {
                    return build(type);
                }
            };

    abstract void write(JsonGenerator out, Object value);

    /** Reads the value the parser stands on; leaves it on the value's last token. */
    abstract Object read(JsonParser in);

    /** The value that says nothing, for a component that was added later. */
    Object silent() {
        throw new IllegalStateException("a component added later needs a value that says nothing");
    }

    static WireForm of(Type type) {
        if (type instanceof Class<?> plain) {
            return FORMS.get(plain);
        }
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new WireCollections.ListForm(of(arguments[0]));
            }
            if (generic.getRawType() == Optional.class) {
                return new WireCollections.OptionalForm(of(arguments[0]));
            }
            if (generic.getRawType() == Map.class && of(arguments[0]) instanceof WireText key) {
                return new WireCollections.MapForm(key, of(arguments[1]));
            }
        }
        throw new IllegalStateException(type.getTypeName() + " has no wire form");
    }

    private static WireForm build(Class<?> type) {
        var text = WireText.of(type);
        if (text != null) {
            return text;
        }
        if (type == long.class || type == Long.class) {
            return new WireNumber(false);
        }
        if (type == int.class || type == Integer.class) {
            return new WireNumber(true);
        }
        if (type == boolean.class) {
            return new WireTruth();
        }
        if (type == double.class) {
            return new WireDecimal();
        }
        if (type.isRecord()) {
            return new WireRecord(type);
        }
        if (type.isSealed()) {
            return new WireVariants(type);
        }
        throw new IllegalStateException(type.getName() + " has no wire form");
    }

    static void expect(JsonParser in, JsonToken token, String what) {
        if (in.currentToken() != token) {
            throw malformed(in, what + " is expected here");
        }
    }

    static MalformedMessage malformed(JsonParser in, String reason) {
        return new MalformedMessage(in.streamReadContext().pathAsPointer(true).toString(), reason);
    }

    /** A whole number in the range of its Java type. */
    private static final class WireNumber extends WireForm {
        private final boolean small;

        WireNumber(boolean small) {
            this.small = small;
        }

        @Override
        Object silent() {
            if (small) {
                return 0;
            }
            return 0L;
        }

        @Override
        void write(JsonGenerator out, Object value) {
            out.writeNumber(((Number) value).longValue());
        }

        @Override
        Object read(JsonParser in) {
            expect(in, JsonToken.VALUE_NUMBER_INT, "a whole number");
            if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw malformed(in, "the number is out of range");
            }
            long value = in.getLongValue();
            if (!Long.toString(value).equals(in.getString())) {
                throw malformed(in, "a second spelling of the number; the only one is " + value);
            }
            if (!small) {
                return value;
            }
            if (value != (int) value) {
                throw malformed(in, "the number is out of range");
            }
            return (int) value;
        }
    }

    /** A finite number with a fraction, to twelve digits: more than any sensor has. */
    private static final class WireDecimal extends WireForm {
        private static final MathContext DIGITS = new MathContext(12);

        @Override
        void write(JsonGenerator out, Object value) {
            double number = (Double) value;
            if (!Double.isFinite(number)) {
                throw new IllegalStateException("a number on the wire is finite");
            }
            out.writeNumber(BigDecimal.valueOf(number).round(DIGITS).doubleValue());
        }

        @Override
        Object read(JsonParser in) {
            if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                expect(in, JsonToken.VALUE_NUMBER_FLOAT, "a number");
            }
            double value = in.getDoubleValue();
            if (!Double.isFinite(value)) {
                throw malformed(in, "the number is out of range");
            }
            return value;
        }
    }

    /** true or false. */
    private static final class WireTruth extends WireForm {
        @Override
        Object silent() {
            return false;
        }

        @Override
        void write(JsonGenerator out, Object value) {
            out.writeBoolean((Boolean) value);
        }

        @Override
        Object read(JsonParser in) {
            return switch (in.currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case null, default -> throw malformed(in, "true or false is expected here");
            };
        }
    }
}
