//! Playbooks of any size: phases of steps with tasks, decisions, figures and terms.

use std::fmt::Write;

/// How many steps a phase has.
const PER_PHASE: usize = 50;

/// A playbook of `steps` steps without a finding.
pub fn playbook(steps: usize) -> String {
    let mut text = String::from(
        r#"/// Stappen achter elkaar, gemaakt om te meten.
draaiboek groot "Een groot draaiboek"
versie   "1"
geldig   vanaf 2021-07-02
tijdzone "Europe/Amsterdam"

rol aanbieder       "Jeugdhulpaanbieder"
rol gemeente        "Coördinerende gemeente"
rol toezichthouder  "Toezichthouder continuïteit"

gegeven kasweken      : aantal "Weken tot de kas leeg is"
gegeven current_ratio : getal
gegeven failliet      : ja/nee is nee

ernst trede {
    regulier < zorgelijk < acuut

    acuut     als kasweken < 4 of failliet
    zorgelijk als current_ratio < 1.0 of kasweken < 13

    bepaald door toezichthouder
    verlaagd alleen door toezichthouder, hoogstens 1 tegelijk
}

signaal cijfers "Kwartaalcijfers" door aanbieder of toezichthouder vermeldt kasweken en current_ratio
signaal faillissement door toezichthouder { failliet is ja }

bij faillissement { meld gemeente "Failliet" } -> gesloten

"#,
    );
    let phases = steps.div_ceil(PER_PHASE);
    for phase in 0..phases {
        let begin = if phase == 0 { " begin" } else { "" };
        let inner = PER_PHASE.min(steps - phase * PER_PHASE);
        writeln!(text, "fase fase_{phase} \"Fase {phase}\"{begin} {{").unwrap();
        for at in 0..inner {
            step(&mut text, phase * PER_PHASE + at, at == 0, steps);
        }
        text.push_str("}\n\n");
    }
    text.push_str("einde gesloten \"Gesloten\"\n");
    text
}

fn step(text: &mut String, number: usize, begins: bool, steps: usize) {
    let begin = if begins { " begin" } else { "" };
    let next = match number + 1 {
        next if next == steps => "gesloten".to_owned(),
        next => format!("stap_{next}"),
    };
    writeln!(text, "    stap stap_{number} \"Stap {number}\"{begin} {{").unwrap();
    writeln!(text, "        regie aanbieder").unwrap();
    match number % 4 {
        0 => {
            writeln!(text, "        informeer gemeente en toezichthouder").unwrap();
            writeln!(
                text,
                "        taak taak_{number} \"Lever aan\" door aanbieder\n            \
                 binnen 20 werkdagen, vanaf trede acuut 48 uur {{\n            \
                 herinner na 10 werkdagen\n            \
                 escaleer te laat naar gemeente, na 3 werkdagen naar toezichthouder\n        }}"
            )
            .unwrap();
            writeln!(text, "        klaar   -> {next}").unwrap();
            writeln!(text, "        te laat {{ trede minstens zorgelijk }} -> {next}").unwrap();
        }
        1 => writeln!(
            text,
            "        besluit besluit_{number} \"Goed genoeg?\" door toezichthouder binnen 5 werkdagen {{\n            \
             ja            -> {next}\n            \
             nee           {{ meld aanbieder \"Niet goed genoeg\" }} -> {next}\n            \
             geen antwoord -> {next}\n        }}"
        )
        .unwrap(),
        2 => {
            writeln!(text, "        termijn 4 weken").unwrap();
            let guard = "als kasweken >= 13 en current_ratio >= 1.0";
            writeln!(text, "        bij cijfers {guard} -> {next}").unwrap();
            writeln!(text, "        te laat {{ meld gemeente \"Geen cijfers\" }} -> {next}").unwrap();
        }
        _ => {
            writeln!(text, "        termijn 2 weken").unwrap();
            writeln!(text, "        zodra trede < acuut en bekend(kasweken) -> {next}").unwrap();
            writeln!(text, "        te laat -> {next}").unwrap();
        }
    }
    writeln!(text, "    }}").unwrap();
}
