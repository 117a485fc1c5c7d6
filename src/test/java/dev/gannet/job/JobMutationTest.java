package dev.gannet.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class JobMutationTest {
    private static final String SIGNS = "{}[]:,#&*!|>'\"%@`-? \n\t\\~$0aZé\u0000\u2028\uD83D";

    @Test
    void s13WhateverIsInAFileIsAPlanOrAJobException() throws IOException {
        assertEveryMutationIsAPlanOrAJobException(800);
    }

    @Tag("soak")
    @Test
    void s13WhateverIsInManyFilesIsAPlanOrAJobException() throws IOException {
        assertEveryMutationIsAPlanOrAJobException(4000);
    }

    private static void assertEveryMutationIsAPlanOrAJobException(int rounds) throws IOException {
        String job = Files.readString(Path.of("src/test/resources/job/everything.yaml"));
        Random random = new Random(20261122);
        int plans = 0;
        int refusals = 0;
        for (int round = 0; round < rounds; round++) {
            String text = mutated(job, random);
            try {
                JobReader.read(
                        text, Path.of("src/test/resources/job/everything.yaml"), List.of(), name -> Optional.of("v"));
                plans++;
            } catch (JobException wrong) {
                refusals++;
                assertThat(wrong.report()).isNotBlank().doesNotContain("Exception", "\tat ");
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("round " + round + " of:\n" + text, e);
            }
        }
        assertThat(plans).isPositive();
        assertThat(refusals).isGreaterThan(rounds / 2);
    }

    private static String mutated(String job, Random random) {
        StringBuilder text = new StringBuilder(job);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                case 2 -> text.setCharAt(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                default -> {
                    int end = Math.min(text.length(), at + random.nextInt(60));
                    String piece = text.substring(at, end);
                    if (random.nextBoolean()) {
                        text.delete(at, end);
                    }
                    text.insert(random.nextInt(text.length() + 1), piece);
                }
            }
        }
        return text.toString();
    }
}
