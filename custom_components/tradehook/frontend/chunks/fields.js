import{_ as e,f as t,g as n,v as r,x as i}from"./styles.js";import{n as a,t as o}from"./directive.js";var s=o(class extends a{render(t,n){return e}update(t,[n,r]){let i=t.element;return r.read(i.value)!==n&&(i.value=r.write(n)),e}}),c=class{constructor(e,t){this.ctx=e,this.errors=t,this.shown=new Set,this.t=e.t}get rest(){return this.errors.filter(({path:e})=>!this.shown.has(e))}number(e,t,n,r,i=[]){return this.input(e,t,n,r,i,`decimal`)}text(e,t,n,r,i){return this.input(e,t,n,r,[],`text`,i)}select(e,t,i,a,o){let s=this.of([e]);return r`<label class="labelled">
      <span>${t}</span>
      <select
        class="field"
        name=${e}
        aria-invalid=${s?`true`:n}
        aria-describedby=${s?l(e):n}
        @change=${e=>o(e.target.value)}
      >
        ${a.map(([e,t])=>r`<option value=${e} ?selected=${e===i}>${t}</option>`)}
      </select>
      ${this.note(e,s)}
    </label>`}measured(e,t,i,a,o){let c=Object.keys(e),u=e[i],{typed:d}=this.ctx.format,f=d.wrong(a,this.t)||this.of([...new Set(Object.values(e))]);return r`<div class="labelled measured">
      <span aria-hidden="true">${t}</span>
      <div>
        <input
          class="field"
          name=${u}
          inputmode="decimal"
          autocomplete="off"
          aria-label=${t}
          aria-invalid=${f?`true`:n}
          aria-describedby=${f?l(u):n}
          .value=${s(a,d)}
          @input=${e=>o({unit:i,value:d.read(e.target.value)})}
        />
        <select
          class="field"
          aria-label=${this.t(`builder.unit_of`,{name:t})}
          @change=${e=>o({unit:e.target.value,value:a})}
        >
          ${c.map(e=>r`<option value=${e} ?selected=${e===i}>${this.t(`unit.${e}`)}</option>`)}
        </select>
      </div>
      ${this.note(u,f)}
    </div>`}whole(e){return r`${this.note(e,this.of([e]))}`}input(e,t,i,a,o,c,u){let{typed:d}=this.ctx.format,f=c===`decimal`,p=f&&d.wrong(i,this.t)||this.of([e,...o]),m=e=>e.target.value;return r`<label class="labelled">
      <span>${t}</span>
      <input
        class="field"
        name=${e}
        inputmode=${c}
        autocomplete="off"
        spellcheck="false"
        list=${u??n}
        aria-invalid=${p?`true`:n}
        aria-describedby=${p?l(e):n}
        .value=${f?s(i,d):i}
        @input=${e=>a(f?d.read(m(e)):m(e))}
      />
      ${this.note(e,p)}
    </label>`}of(e){for(let t of e)this.shown.add(t);return this.errors.filter(({path:t})=>e.includes(t)).map(({message:e})=>t(e)).join(`; `)}note(e,t){return t?r`<span class="wrong" id=${l(e)} data-wrong=${e}>${t}</span>`:n}};function l(e){return`wrong-${e.replace(/\W+/g,`-`)}`}var u=i`
  .field[aria-invalid] {
    border-color: var(--th-loss);
  }
  .labelled > .wrong,
  .wrong {
    color: var(--th-loss);
    display: block;
    font-size: 12px;
    margin: 4px 0 0;
  }
  .measured > span:first-child {
    color: var(--th-soft);
    display: block;
    font-size: 14px;
    margin-bottom: 4px;
  }
  .measured > div {
    display: grid;
    grid-template-columns: 1fr auto;
  }
  .measured :focus-visible {
    position: relative; /* its outline before its neighbour */
  }
  .measured input.field {
    border-end-end-radius: 0;
    border-start-end-radius: 0;
    min-width: 0;
  }
  .measured select.field {
    border-end-start-radius: 0;
    border-inline-start: 0;
    border-start-start-radius: 0;
    padding-inline: 4px;
  }
`;export{u as n,s as r,c as t};