import{_ as e,b as t,d as n,g as r,h as i}from"./styles.js";import{n as a,t as o}from"./directive.js";var s=o(class extends a{render(e,t){return r}update(e,[t,n]){let i=e.element;return n.read(i.value)!==t&&(i.value=n.write(t)),r}}),c=class{constructor(e,t){this.ctx=e,this.errors=t,this.shown=new Set,this.t=e.t}get rest(){return this.errors.filter(({path:e})=>!this.shown.has(e))}number(e,t,n,r,i=[]){return this.input(e,t,n,r,i,`decimal`)}text(e,t,n,r,i){return this.input(e,t,n,r,[],`text`,i)}select(t,n,r,a,o){let s=this.of([t]);return e`<label class="labelled">
      <span>${n}</span>
      <select
        class="field"
        name=${t}
        aria-invalid=${s?`true`:i}
        aria-describedby=${s?l(t):i}
        @change=${e=>o(e.target.value)}
      >
        ${a.map(([t,n])=>e`<option value=${t} ?selected=${t===r}>${n}</option>`)}
      </select>
      ${this.note(t,s)}
    </label>`}measured(t,n,r,a,o){let c=Object.keys(t),u=t[r],{typed:d}=this.ctx.format,f=d.wrong(a,this.t)||this.of([...new Set(Object.values(t))]);return e`<div class="labelled measured">
      <span aria-hidden="true">${n}</span>
      <div>
        <input
          class="field"
          name=${u}
          inputmode="decimal"
          autocomplete="off"
          aria-label=${n}
          aria-invalid=${f?`true`:i}
          aria-describedby=${f?l(u):i}
          .value=${s(a,d)}
          @input=${e=>o({unit:r,value:d.read(e.target.value)})}
        />
        <select
          class="field"
          aria-label=${this.t(`builder.unit_of`,{name:n})}
          @change=${e=>o({unit:e.target.value,value:a})}
        >
          ${c.map(t=>e`<option value=${t} ?selected=${t===r}>${this.t(`unit.${t}`)}</option>`)}
        </select>
      </div>
      ${this.note(u,f)}
    </div>`}whole(t){return e`${this.note(t,this.of([t]))}`}input(t,n,r,a,o,c,u){let{typed:d}=this.ctx.format,f=c===`decimal`,p=f&&d.wrong(r,this.t)||this.of([t,...o]),m=e=>e.target.value;return e`<label class="labelled">
      <span>${n}</span>
      <input
        class="field"
        name=${t}
        inputmode=${c}
        autocomplete="off"
        spellcheck="false"
        list=${u??i}
        aria-invalid=${p?`true`:i}
        aria-describedby=${p?l(t):i}
        .value=${f?s(r,d):r}
        @input=${e=>a(f?d.read(m(e)):m(e))}
      />
      ${this.note(t,p)}
    </label>`}of(e){for(let t of e)this.shown.add(t);return this.errors.filter(({path:t})=>e.includes(t)).map(({message:e})=>n(e)).join(`; `)}note(t,n){return n?e`<span class="wrong" id=${l(t)} data-wrong=${t}>${n}</span>`:i}};function l(e){return`wrong-${e.replace(/\W+/g,`-`)}`}var u=t`
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